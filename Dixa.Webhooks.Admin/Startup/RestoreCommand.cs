using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.Storage.Backups;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Replaces the store by a backup. No process may be using the store.</summary>
internal static class RestoreCommand
{
    public const string Option = "--restore";

    /// <summary>Returns the exit code: 1 if nothing was restored.</summary>
    /// <param name="services">Of the application, which is not started.</param>
    /// <param name="file">Relative to the current folder.</param>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The result belongs on the terminal of the person who asked.")]
    public static async Task<int> RunAsync(IServiceProvider services, string file)
    {
        var backups = services.GetRequiredService<StoreBackups>();
        if (backups.RestoreAdvice is { } advice)
        {
            await Console.Error.WriteLineAsync($"{Option}: {advice}");
            return 1;
        }

        try
        {
            var restored = backups.Restore(Path.GetFullPath(file));
            services.GetRequiredService<BackupHistory>().Update(record => record with { Restored = new PerformedRestore(restored.Archive, restored.Manifest.CreatedAt) });
            foreach (var line in Words(restored))
            {
                await Console.Out.WriteLineAsync(line);
            }

            return 0;
        }
        catch (BackupException error)
        {
            await Console.Error.WriteLineAsync($"{Option}: {error.Message}");
            return 1;
        }
    }

    private static IEnumerable<string> Words(RestoredBackup restored)
    {
        var manifest = restored.Manifest;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Restored {restored.Database} from {restored.Archive}, which version {manifest.Version} made on {manifest.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {Rows("subscriptions"):N0} webhooks, {Rows("events"):N0} events, {Rows("deliveries"):N0} deliveries.");
        yield return manifest.Keys.Count > 0 ? $"Restored the keys in {restored.KeyFolder}." : $"The backup has no keys. Those in {restored.KeyFolder} decrypt its secrets.";
        if (restored.PreviousDatabase is { } database)
        {
            yield return $"The database that was there before is now {database}. Delete it when you no longer need it.";
        }

        if (restored.PreviousKeys is { } keys)
        {
            yield return $"The keys that were there before are now in {keys}. Keep them as long as that database.";
        }

        yield return restored.IsOlder
            ? "Start the application. It upgrades the database at the start."
            : "Start the application. Deliveries that were pending when the backup was made are sent, some of them perhaps a second time.";

        long Rows(string table) => manifest.Rows.GetValueOrDefault(table);
    }
}
