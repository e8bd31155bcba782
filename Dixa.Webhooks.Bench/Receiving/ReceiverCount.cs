namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>Counts of received requests.</summary>
/// <param name="Answered">Requests with a response.</param>
/// <param name="FirstAt">When the first arrived, on the monotonic clock.</param>
/// <param name="LastAt">When the last arrived.</param>
/// <param name="Hung">Requests without a response.</param>
internal sealed record ReceiverCount(int Answered, long FirstAt, long LastAt, int Hung);
