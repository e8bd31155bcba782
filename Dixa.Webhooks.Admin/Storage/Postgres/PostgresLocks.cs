namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>The numbers that identify the advisory locks.</summary>
internal static class PostgresLocks
{
    /// <summary>Held while a process migrates the database.</summary>
    public const long Migration = 0x64697861_0001;

    /// <summary>Held by transactions that must run one at a time, for example so that at least one administrator remains.</summary>
    public const long Serialized = 0x64697861_0002;

    /// <summary>Held by the leader, which does the work that only one process may do, for example sending e-mails.</summary>
    public const long Leader = 0x64697861_0003;
}
