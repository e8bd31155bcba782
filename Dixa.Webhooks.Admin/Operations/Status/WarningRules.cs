using Dixa.Webhooks.Admin.Dispatch;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>What the warnings are decided from.</summary>
internal sealed record WarningFacts
{
    public required DateTimeOffset Now { get; init; }

    public required IReadOnlyList<ProcessStatus> Processes { get; init; }

    public required StoreStatus Store { get; init; }

    public required MailStatus Mail { get; init; }

    public IReadOnlyList<OpenFile> OpenFiles { get; init; } = [];

    public bool KeysAreNextToDatabase { get; init; }

    public bool IsProduction { get; init; }

    public bool HasSandbox { get; init; }

    /// <summary>Backups of a shared database are made outside the application.</summary>
    public bool IsShared { get; init; }
}

/// <summary>Decides which warnings there are.</summary>
internal static class WarningRules
{
    private const long LittleDisk = 1L << 30;
    private const double LittleShare = 0.05;
    private const int FewDays = 7;

    /// <summary>A connection can be lost for other reasons, for example while a process restarts.</summary>
    private const int ManyLost = 3;

    private const string Dispatch = nameof(NodeRoles.Dispatch);
    private const string Web = nameof(NodeRoles.Web);

    private static readonly TimeSpan BackupAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <summary>A single failure is not a state.</summary>
    private static readonly TimeSpan FailsFor = TimeSpan.FromSeconds(30);

    /// <summary>The urgent ones first.</summary>
    public static IReadOnlyList<SystemWarning> Of(WarningFacts facts) => [.. All(facts).OrderByDescending(warning => warning.IsUrgent)];

    private static IEnumerable<SystemWarning> All(WarningFacts facts)
    {
        var running = facts.Processes.Where(process => !process.IsSilent(facts.Now)).ToList();
        return OfProcesses(facts, running).Concat(OfStore(facts)).Concat(OfSettings(facts, running));
    }

    private static IEnumerable<SystemWarning> OfProcesses(WarningFacts facts, List<ProcessStatus> running)
    {
        if (!running.Any(process => process.Has(Dispatch)))
        {
            yield return new SystemWarning.NothingSends();
        }

        foreach (var process in running)
        {
            if (process.Report.StoreFails)
            {
                yield return new SystemWarning.StoreFails(process.Name);
            }

            foreach (var failure in process.Report.Failing.Where(failure => facts.Now - failure.Since >= FailsFor))
            {
                yield return new SystemWarning.ServiceFails(process.Name, failure);
            }

            if (process.Report.ClockAhead.Duration() > ClockTolerance)
            {
                yield return new SystemWarning.ClockSkew(process.Name, process.Report.ClockAhead);
            }
        }

        if (running.Select(process => process.Version).Distinct().Order(StringComparer.Ordinal).ToList() is { Count: > 1 } versions)
        {
            yield return new SystemWarning.DifferentVersions(versions);
        }
    }

    private static IEnumerable<SystemWarning> OfStore(WarningFacts facts)
    {
        var store = facts.Store;
        if (store is { FreeDisk: { } free, Disk: { } disk } && (free < LittleDisk || free < disk * LittleShare || store.DaysUntilFull < FewDays))
        {
            yield return new SystemWarning.DiskNearlyFull(free, store.DaysUntilFull);
        }

        if (!store.Backup.IsSetUp && !facts.IsShared)
        {
            yield return new SystemWarning.BackupsNotSetUp();
        }
        else if (store.Backup.IsSetUp && (store.Backup.Error is not null || store.Backup.LastAt is not { } last || facts.Now - last > BackupAge))
        {
            yield return new SystemWarning.NoBackup(store.Backup.LastAt, store.Backup.Error);
        }

        if (facts.OpenFiles.Count > 0)
        {
            yield return new SystemWarning.OpenFiles(facts.OpenFiles);
        }

        if (facts.KeysAreNextToDatabase)
        {
            yield return new SystemWarning.KeysNextToDatabase();
        }
    }

    private static IEnumerable<SystemWarning> OfSettings(WarningFacts facts, List<ProcessStatus> running)
    {
        if (facts.Mail.Failing > 0)
        {
            yield return new SystemWarning.MailFailing(facts.Mail.Failing);
        }

        if (running.Count(process => process.Has(Web)) > 1 && running.Sum(process => process.Report.LostConnections) is var lost and >= ManyLost)
        {
            yield return new SystemWarning.ProxyNotSticky(lost);
        }

        foreach (var address in running.Select(process => process.Report.UnknownProxy).OfType<string>().Distinct())
        {
            yield return new SystemWarning.UnknownProxySeen(address);
        }

        if (facts is { IsProduction: true, HasSandbox: true })
        {
            yield return new SystemWarning.SandboxInProduction();
        }
    }
}
