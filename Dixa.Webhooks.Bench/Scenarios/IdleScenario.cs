using System.Globalization;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Reporting;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>What the application writes and its CPU time when it is idle.</summary>
internal static class IdleScenario
{
    private const double BarPercent = 0.5;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(RunOptions run, int settle, int seconds, CancellationToken cancel)
    {
        using var store = new BenchStore();
        await using var app = AppProcess.Start(run.App, store);
        await app.ListensAsync(cancel);
        await Task.Delay(TimeSpan.FromSeconds(settle), cancel);

        using var connection = new SqliteConnection($"{store.ConnectionString};Mode=ReadOnly");
        await connection.OpenAsync(cancel);
        var (files, version) = (Files(store), DataVersion(connection));
        var (written, worked) = (ProcessFigures.WrittenBytes(app.Id), app.ProcessorTime);
        await Task.Delay(TimeSpan.FromSeconds(seconds), cancel);
        app.ThrowIfEnded();
        written = ProcessFigures.WrittenBytes(app.Id) - written;
        worked = app.ProcessorTime - worked;
        var isUntouched = Files(store) == files && DataVersion(connection) == version;

        var scenario = string.Create(CultureInfo.InvariantCulture, $"idle for {seconds} s, {settle} s after the start, 0 webhooks");
        return
        [
            new Measurement($"{scenario}, written", written, "bytes")
            {
                Bar = new Bar("no write to the database", measured => measured.Value == 0 && isUntouched),
                Note = isUntouched ? "the database's files and PRAGMA data_version did not change" : "the database or its WAL CHANGED",
            },
            new Measurement($"{scenario}, CPU", worked.TotalSeconds / seconds * 100, "% of a core") { Bar = Bar.AtMost(BarPercent) },
        ];
    }

    private static long DataVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The size and the last write time of the database and its WAL.</summary>
    private static string Files(BenchStore store) => $"{State(store.Database)} {State(store.Database + "-wal")}";

    private static string State(string path) => new FileInfo(path) is { Exists: true } file ? $"{file.Length} {file.LastWriteTimeUtc:O}" : "none";
}
