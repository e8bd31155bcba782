using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>The process that floods the sign-in form.</summary>
internal static class SignInFloodCommand
{
    public static Task<int> RunAsync(CancellationToken cancel) => Companion.ServeAsync<SignInFloodOrder, SignInFloodAnswer>(order => SignInFlood.RunAsync(order, cancel), cancel);
}
