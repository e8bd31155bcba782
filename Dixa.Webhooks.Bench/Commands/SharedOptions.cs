using System.CommandLine;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Commands;

/// <summary>Options of every scenario.</summary>
internal static class SharedOptions
{
    public static Option<FileInfo> App { get; } = new("--app")
    {
        Description = "The built application, Dixa.Webhooks.Admin.dll.",
        DefaultValueFactory = _ => new FileInfo(AppStart.Dll()),
        Validators =
        {
            option =>
            {
                if (option.GetValueOrDefault<FileInfo>() is { Exists: false } missing)
                {
                    option.AddError($"--app: file {missing} does not exist. It must be the path of a built Dixa.Webhooks.Admin.dll.");
                }
            },
        },
    };

    public static Option<int> Seed { get; } = NumberOption.One("--seed", "The seed of the event ids.", 1, 0, int.MaxValue);

    public static Option<int> PayloadBytes { get; } =
        NumberOption.One("--payload-bytes", "The size of each delivered payload in bytes.", 700, BenchEvents.SmallestPayload, 1_000_000);

    public static Option<bool> RawReceiver { get; } = new("--raw-receiver")
    {
        Description = "Receives with raw sockets instead of a web server (Kestrel). This costs less than any real endpoint, so ratios are lower.",
    };

    public static Option<FileInfo?> Json { get; } = new("--json") { Description = "Also writes the figures to this file." };

    public static Option<FileInfo?> Baseline { get; } = new("--baseline")
    {
        Description = "A file that --json wrote in an earlier run. Adds a column with the changes since then.",
        Validators =
        {
            option =>
            {
                if (option.GetValueOrDefault<FileInfo?>() is { Exists: false } missing)
                {
                    option.AddError($"--baseline: file {missing} does not exist. It must be a file that --json wrote.");
                }
            },
        },
    };

    public static Option<bool> Check { get; } = new("--check") { Description = "Exits with code 1 if a bar is missed." };

    public static Option<bool> Quick { get; } = new("--quick") { Description = "Cuts warm-ups short and measures only one small case of each scenario. Use it to check that the program works; the figures mean nothing." };

    public static IEnumerable<Option> All => [App, Seed, PayloadBytes, RawReceiver, Json, Baseline, Check, Quick];

    /// <summary>Options of the command <c>all</c>, for every scenario that has an option of the same name.</summary>
    public static IEnumerable<Option> OfAll { get; } =
    [
        NumberOption.Optional("--deliveries", "The number of deliveries in each scenario with a backlog or history.", 1_000, 10_000_000),
        NumberOption.Optional("--seconds", "The duration of each measurement in seconds.", 1, 3_600),
        NumberOption.Optional("--settle", "The wait before the idle measurement in seconds.", 0, 3_600),
        NumberOption.Optional("--times", "How often each query of the reads scenario is run.", 1, 10_000),
        new Option<bool>("--to-the-end") { Description = "Measures memory until everything is delivered, however long it takes." },
    ];

    public static RunOptions Read(ParseResult parsed) =>
        new(parsed.GetRequiredValue(App).FullName, parsed.GetRequiredValue(Seed), parsed.GetRequiredValue(PayloadBytes), parsed.GetValue(RawReceiver)) { IsQuick = parsed.GetValue(Quick) };
}
