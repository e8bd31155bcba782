using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Dixa.Webhooks.Bench.History;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Publishes at a steady rate into a store with a long history, without a backup, during backups that follow each other, and again without one.</summary>
internal static class BackupScenario
{
    private const int Connections = 64;
    private const double MaxLoss = 0.2;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(RunOptions run, int deliveries, int rate, int seconds, CancellationToken cancel)
    {
        await using var load = new Load();
        using var store = new BenchStore();

        // Nothing is sent, so that only the intake competes with the backup.
        var ids = await store.CreateAsync([new BenchWebhook(new Uri("http://127.0.0.1:9/"), IsEnabled: false, BenchEvents.Type)], cancel);
        await BenchHistory.CreateAsync(store, ids, HistoryShape.Even(deliveries, 1, BenchEvents.Type.Fqn), cancel);
        store.Settle();
        await using var app = AppProcess.Start(run.App, store, ("Retention:Days", "0"));
        await app.ListensAsync(cancel);
        var order = new LoadOrder(app.Port, Connections, seconds, run.PayloadBytes, run.Seed) { Rate = rate };
        await load.PublishAsync(order with { Seconds = run.WarmUp(5.0, 0.3) }, cancel);

        var before = Rate(await load.PublishAsync(order, cancel));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var backups = BackUpAsync(run.App, store, end.Token);
        var during = Rate(await load.PublishAsync(order, cancel));
        await end.CancelAsync();
        var made = await backups;
        var after = Rate(await load.PublishAsync(order, cancel));

        var scenario = string.Create(CultureInfo.InvariantCulture, $"backup, {deliveries:N0} deliveries, during {rate:N0} events/s");
        return
        [
            new Measurement($"{scenario}, intake", during, "events/s")
            {
                Ceiling = (before + after) / 2,
                Bar = Bar.RatioAtLeast(1 - MaxLoss),
                Note = string.Create(CultureInfo.InvariantCulture, $"without a backup {before:N0} before and {after:N0} after"),
            },
            new Measurement($"{scenario}, one backup", made.Average(backup => backup.Seconds), "s")
            {
                Note = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{made.Count} backups, the last one of {made[^1].DatabaseBytes >> 20:N0} MB in an archive of {made[^1].ArchiveBytes >> 20:N0} MB; each has every event that was accepted before it began"),
            },
        ];
    }

    private static double Rate(LoadAnswer answer) => answer.Accepted / answer.Seconds;

    /// <summary>Makes one backup after another until it is stopped, and at least one.</summary>
    /// <exception cref="BenchException">A backup failed, or an event is missing in it that was accepted before it began.</exception>
    private static async Task<IReadOnlyList<MadeBackup>> BackUpAsync(string dll, BenchStore store, CancellationToken end)
    {
        var made = new List<MadeBackup>();
        do
        {
            var accepted = store.Scalar("SELECT count(*) FROM events");
            var file = Path.Combine(store.Folder, $"backup-{made.Count}.tar.gz");
            var started = Stopwatch.GetTimestamp();
            var info = AppStart.Info(
                [DotnetHost.Path, "exec", dll, "--backup", file],
                store.Folder,
                [("Storage:ConnectionString", store.ConnectionString), ("Logging:LogLevel:Default", "Warning")]);
            using var process = Process.Start(info) ?? throw new BenchException("The backup did not start.");
            var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
            await process.WaitForExitAsync(CancellationToken.None);
            if (process.ExitCode != 0)
            {
                throw new BenchException($"The backup failed: {string.Concat(output)}");
            }

            var (events, bytes) = await ReadAsync(file);
            if (events < accepted)
            {
                throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{accepted:N0} events were accepted before the backup began, and it contains {events:N0}."));
            }

            made.Add(new MadeBackup(Stopwatch.GetElapsedTime(started).TotalSeconds, bytes, new FileInfo(file).Length));
            File.Delete(file);
        }
        while (!end.IsCancellationRequested);

        return made;
    }

    /// <summary>The number of events in a backup and the size of its database, from its manifest.</summary>
    private static async Task<(long Events, long Bytes)> ReadAsync(string file)
    {
        await using var tar = new TarReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var entry = await tar.GetNextEntryAsync() ?? throw new BenchException("The backup is empty.");
        using var manifest = await JsonDocument.ParseAsync(entry.DataStream!);
        return (manifest.RootElement.GetProperty("rows").GetProperty("events").GetInt64(), manifest.RootElement.GetProperty("databaseBytes").GetInt64());
    }

    private sealed record MadeBackup(double Seconds, long DatabaseBytes, long ArchiveBytes);
}
