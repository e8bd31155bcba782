namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>The request to the receiver's process.</summary>
/// <param name="Ask">The operation.</param>
/// <param name="File">The target of <see cref="ReceiverQuestion.Write"/>.</param>
internal sealed record ReceiverOrder(ReceiverQuestion Ask, string? File = null);

internal enum ReceiverQuestion
{
    Port,
    Reset,
    Count,
    Distinct,
    Write,
}

/// <summary>The response to every operation.</summary>
internal sealed record ReceiverAnswer(ReceiverCount Count, int Port, int Distinct);
