namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>How much has come in.</summary>
/// <param name="Answered">Requests that were answered.</param>
/// <param name="FirstAt">When the first came, on the monotonic clock.</param>
/// <param name="LastAt">When the last came.</param>
/// <param name="Hung">Requests that get no answer.</param>
internal sealed record ReceiverCount(int Answered, long FirstAt, long LastAt, int Hung);
