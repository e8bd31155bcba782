using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Operations.Status;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>The texts of warnings: what is wrong, then what to do.</summary>
internal static class WarningWords
{
    private const int ShownPaths = 5;

    /// <summary>Both texts in one line.</summary>
    public static string Of(SystemWarning warning) => $"{Title(warning)}. {Advice(warning)}";

    public static string Title(SystemWarning warning) => warning switch
    {
        SystemWarning.BackupsNotSetUp => "Backups are not set up",
        SystemWarning.NoBackup { Error: not null } => "The last backup failed",
        SystemWarning.NoBackup { LastAt: null } => "There is no backup yet",
        SystemWarning.NoBackup => "No backup for more than a day",
        SystemWarning.KeysNextToDatabase => "The keys are next to the database",
        SystemWarning.SandboxInProduction => "The sandbox is on in Production",
        SystemWarning.ProxyNotSticky => "Pages connect to the wrong process",
        SystemWarning.ClockSkew { Process: var process } => $"The clock of {process} is wrong",
        SystemWarning.OpenFiles => "Other users of this machine can read the store",
        SystemWarning.DiskNearlyFull => "The disk is nearly full",
        SystemWarning.UnknownProxySeen { Address: var address } => $"Requests come through an unknown proxy, {address}",
        SystemWarning.MailFailing { Count: 1 } => "An e-mail cannot be sent",
        SystemWarning.MailFailing { Count: var count } => string.Create(CultureInfo.InvariantCulture, $"{count:N0} e-mails cannot be sent"),
        SystemWarning.ServiceFails fails => $"{fails.Failure.Service} keeps failing on {fails.Process}",
        SystemWarning.StoreFails { Process: var process } => $"{process} cannot use the store",
        SystemWarning.NothingSends => "No process sends deliveries",
        SystemWarning.DifferentVersions => "Processes of different versions are running",
        _ => throw new ArgumentOutOfRangeException(nameof(warning), warning, null),
    };

    public static string Advice(SystemWarning warning) => warning switch
    {
        SystemWarning.BackupsNotSetUp => "If the disk is lost, so are all webhooks and their history. Set up backups as “Back up” in docs/operations.md describes.",
        SystemWarning.NoBackup { Error: { } error } => $"{Sentence(error)} Check the folder of the backups and its free space.",
        SystemWarning.NoBackup { LastAt: { } last } => $"The last one is from {TimeText.ExactUtc(last)}. Look for errors in the log.",
        SystemWarning.NoBackup => "The first one is made when the application starts. If there is none after a few minutes, look for errors in the log.",
        SystemWarning.KeysNextToDatabase => "Anyone who gets a copy of the folder can read every secret. Set Storage:KeyRingPath to another folder, and move the keys there.",
        SystemWarning.SandboxInProduction => "Anyone who can reach the application can send requests to it. Set Sandbox:Enabled to false if you do not need it.",
        SystemWarning.ProxyNotSticky { Lost: var lost } =>
            $"{lost} page connections of the last 15 minutes reached another process than the one that began them. Configure the reverse proxy to send all requests of a browser to the same process. See “The reverse proxy” in docs/scaling.md.",
        SystemWarning.ClockSkew { Ahead: var ahead } =>
            $"It is {TimeText.Rough(ahead)} {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the clock of the database. Deliveries use the clock of the database. Check the time synchronization of the machine.",
        SystemWarning.OpenFiles { Paths: var paths } =>
            $"{string.Join(", ", paths.Take(ShownPaths).Select(path => $"{path.Path} ({path.Mode})"))}{(paths.Count > ShownPaths ? $" and {paths.Count - ShownPaths} more" : "")}. Change the mode of files to 0600 and of folders to 0700.",
        SystemWarning.DiskNearlyFull full =>
            $"{ByteSize.Format(full.FreeBytes)} are free{(full.Days is { } days ? $", enough for about {(days == 1 ? "1 day" : $"{days} days")}" : "")}. Enlarge the disk, lower Retention:Days or set Retention:MaxSize.",
        SystemWarning.UnknownProxySeen => "Until it is in ForwardedHeaders:KnownProxies, all clients behind it count as one client.",
        SystemWarning.MailFailing => "Send a test e-mail below, and read what the mail server says.",
        SystemWarning.ServiceFails { Failure: var failure } =>
            string.Create(CultureInfo.InvariantCulture, $"{failure.Consequence}. It has failed {failure.Count:N0} times since {failure.Since:u}. Last error: {Sentence(failure.Reason)} Look for event 1001 in the log."),
        SystemWarning.StoreFails => "Publishers get 503, and deliveries wait. Check the database, its disk and the connection. Everything continues when the database works again.",
        SystemWarning.NothingSends => "Start a process that has Dispatch in Node:Roles.",
        SystemWarning.DifferentVersions { Versions: var versions } => $"{string.Join(" and ", versions)}. Complete the upgrade.",
        _ => throw new ArgumentOutOfRangeException(nameof(warning), warning, null),
    };

    private static string Sentence(string text) => text.TrimEnd().TrimEnd('.') + ".";
}
