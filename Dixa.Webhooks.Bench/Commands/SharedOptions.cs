using System.CommandLine;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.Commands;

/// <summary>Options that every scenario takes.</summary>
internal static class SharedOptions
{
    public static Option<FileInfo> App { get; } = new("--app")
    {
        Description = "The built application, Dixa.Webhooks.Admin.dll.",
        DefaultValueFactory = _ => new FileInfo(AppLocation.Default()),
        Validators =
        {
            option =>
            {
                if (option.GetValueOrDefault<FileInfo>() is { Exists: false } missing)
                {
                    option.AddError($"--app: there is no file {missing}; allowed is the path of a built Dixa.Webhooks.Admin.dll.");
                }
            },
        },
    };

    public static Option<int> Seed { get; } = NumberOption.One("--seed", "Decides the event ids.", 1, 0, int.MaxValue);

    public static Option<int> PayloadBytes { get; } =
        NumberOption.One("--payload-bytes", "The length of each envelope as it is delivered.", 700, BenchEvents.SmallestPayload, 1_000_000);

    public static Option<bool> RawReceiver { get; } = new("--raw-receiver")
    {
        Description = "Receives on raw sockets instead of on a web server (Kestrel): costs the machine less than any real endpoint, so ratios are lower.",
    };

    public static Option<FileInfo?> Json { get; } = new("--json") { Description = "Writes the figures to this file too." };

    public static Option<bool> Check { get; } = new("--check") { Description = "Ends with exit code 1 when a bar is missed." };

    public static IEnumerable<Option> All => [App, Seed, PayloadBytes, RawReceiver, Json, Check];

    /// <summary>Options of the command <c>all</c>, for every scenario that has an option of the same name.</summary>
    public static IEnumerable<Option> OfAll { get; } =
    [
        NumberOption.Optional("--deliveries", "How many deliveries each scenario with a backlog or a history stores.", 1_000, 10_000_000),
        NumberOption.Optional("--seconds", "How long each scenario measures.", 1, 3_600),
        NumberOption.Optional("--settle", "How long the application is left alone before it is watched idling.", 0, 3_600),
        NumberOption.Optional("--times", "How often each of the screens' queries is read.", 1, 10_000),
        new Option<bool>("--to-the-end") { Description = "Watches the memory until everything is delivered, however long that takes." },
    ];

    public static RunOptions Read(ParseResult parsed) =>
        new(parsed.GetRequiredValue(App).FullName, parsed.GetRequiredValue(Seed), parsed.GetRequiredValue(PayloadBytes), parsed.GetValue(RawReceiver));
}
