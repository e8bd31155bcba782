using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>Something that an operator should change. The words are made on the screen.</summary>
public abstract record SystemWarning
{
    private SystemWarning()
    {
    }

    /// <summary>Deliveries or people are affected now.</summary>
    public virtual bool IsUrgent => false;

    /// <summary>No backup was made within a day.</summary>
    /// <param name="LastAt">Null if there is none.</param>
    /// <param name="Error">Why the last run failed; null if it did not.</param>
    public sealed record NoBackup(DateTimeOffset? LastAt, string? Error) : SystemWarning;

    public sealed record BackupsNotSetUp : SystemWarning;

    /// <summary>One copy of the folder has both the secrets and the keys that decrypt them.</summary>
    public sealed record KeysNextToDatabase : SystemWarning;

    public sealed record SandboxInProduction : SystemWarning;

    /// <summary>Page connections reach the wrong process.</summary>
    /// <param name="Lost">How many in the last 15 minutes.</param>
    public sealed record ProxyNotSticky(int Lost) : SystemWarning
    {
        public override bool IsUrgent => true;
    }

    /// <param name="Process">The process whose machine's clock is wrong.</param>
    /// <param name="Ahead">How far the database's clock is ahead of it.</param>
    public sealed record ClockSkew(string Process, TimeSpan Ahead) : SystemWarning;

    public sealed record OpenFiles(IReadOnlyList<OpenFile> Paths) : SystemWarning;

    /// <param name="FreeBytes">The free space.</param>
    /// <param name="Days">When it is full at the current growth; null if that is not known.</param>
    public sealed record DiskNearlyFull(long FreeBytes, int? Days) : SystemWarning
    {
        public override bool IsUrgent => true;
    }

    public sealed record UnknownProxySeen(string Address) : SystemWarning;

    /// <param name="Count">E-mails that wait and have failed at least once.</param>
    public sealed record MailFailing(int Count) : SystemWarning
    {
        public override bool IsUrgent => true;
    }

    public sealed record ServiceFails(string Process, ServiceFailure Failure) : SystemWarning
    {
        public override bool IsUrgent => true;
    }

    /// <summary>The store fails in a process.</summary>
    public sealed record StoreFails(string Process) : SystemWarning
    {
        public override bool IsUrgent => true;
    }

    /// <summary>No running process has the role Dispatch.</summary>
    public sealed record NothingSends : SystemWarning
    {
        public override bool IsUrgent => true;
    }

    /// <summary>Processes of several versions share the store.</summary>
    public sealed record DifferentVersions(IReadOnlyList<string> Versions) : SystemWarning;
}

/// <summary>A file or folder that others can read or change.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Mode">The mode in octal.</param>
public sealed record OpenFile(string Path, string Mode);
