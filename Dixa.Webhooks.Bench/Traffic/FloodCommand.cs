using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>The process of the strangers who try to sign in.</summary>
internal static class FloodCommand
{
    public static Task<int> RunAsync(CancellationToken cancel) => Companion.ServeAsync<FloodOrder, FloodAnswer>(order => SignInFlood.RunAsync(order, cancel), cancel);
}
