using System.CommandLine;
using Dixa.Webhooks.Bench.Ceilings;
using Dixa.Webhooks.Bench.Commands;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench;

/// <summary>The commands: one for each scenario, and hidden ones for the companion processes of a run.</summary>
internal static class CommandLine
{
    public const string Receiver = "receiver";
    public const string RawReceiver = "raw-receiver";
    public const string HttpLoop = "http-loop";
    public const string Server = "server";
    public const string Load = "load";
    public const string SignInFlood = "sign-in-flood";

    public static RootCommand Create()
    {
        Scenario[] scenarios = [new Drain(), new Ingest(), new Latency(), new Isolation(), new Abuse(), new Memory(), new Idle(), new Reads(), new Retention(), new Erasure(), new Backup()];
        Scenario[] alone = [new Pages(), new PeerComparison()];
        var root = new RootCommand("Measures Dixa Webhooks, with a ceiling measured in the same run.")
        {
            Hidden(Receiver, ReceiverCommand.RunAsync),
            Hidden(RawReceiver, ReceiverCommand.RunRawAsync),
            Hidden(HttpLoop, HttpLoopCommand.RunAsync),
            Hidden(Server, ServerCommand.RunAsync),
            Hidden(Load, LoadCommand.RunAsync),
            Hidden(SignInFlood, SignInFloodCommand.RunAsync),
            ScenarioCommand.OfAll(scenarios),
        };
        foreach (var scenario in scenarios.Concat(alone))
        {
            root.Subcommands.Add(ScenarioCommand.Of(scenario));
        }

        return root;
    }

    private static Command Hidden(string name, Func<CancellationToken, Task<int>> run)
    {
        var command = new Command(name) { Hidden = true };
        command.SetAction((_, cancel) => Interruptible.RunAsync(() => run(cancel)));
        return command;
    }
}
