using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>The process that floods the sign-in form.</summary>
internal static class FloodCommand
{
    public static Task<int> RunAsync(CancellationToken cancel) => Companion.ServeAsync<FloodOrder, FloodAnswer>(order => SignInFlood.RunAsync(order, cancel), cancel);
}
