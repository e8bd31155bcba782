using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage.Backups;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Makes a backup. The application may be running.</summary>
internal static class BackupCommand
{
    public const string Option = "--backup";

    /// <summary>Returns the exit code: 1 if there is no backup.</summary>
    /// <param name="services">Of the application, which is not started.</param>
    /// <param name="file">Relative to the current folder.</param>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The result belongs on the terminal of the person who asked.")]
    public static async Task<int> RunAsync(IServiceProvider services, string file)
    {
        switch (await services.GetRequiredService<BackupRunner>().RunAsync(Actor.System, Path.GetFullPath(file), CancellationToken.None))
        {
            case BackupResult.Made { Backup: var made }:
                await Console.Out.WriteLineAsync(Words(made));
                return 0;
            case BackupResult.Failed { Error: var error }:
                await Console.Error.WriteLineAsync($"{Option}: {error}");
                return 1;
            default:
                throw new InvalidOperationException("Unknown result.");
        }
    }

    private static string Words(MadeBackup made) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Made the backup {made.File} ({ByteSize.Format(made.Bytes)}) in {made.Took.TotalSeconds:0.0} s, and checked its database.
        {Keys(made.Manifest)}
        """);

    private static string Keys(BackupManifest manifest) => manifest switch
    {
        { Keys.Count: > 0 } => "It contains the keys, so anyone who has it can read every secret. Keep it on another machine, and protect it.",
        { KeysElsewhere: { } folder } => $"It does not contain the keys, which Storage:KeyRingPath puts into {folder}. Back up that folder too: without it, nobody can read the secrets.",
        _ => "There are no keys next to the database, so it contains none.",
    };
}
