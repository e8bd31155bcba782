using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>The publishers' process.</summary>
internal static class LoadCommand
{
    public static Task<int> RunAsync(CancellationToken cancel) => Companion.ServeAsync<LoadOrder, LoadAnswer>(
        order => order.Rate is { } rate ? new SteadyLoad(order, rate).RunAsync(cancel) : ClosedLoad.RunAsync(order, cancel),
        cancel);
}
