namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>What the receiver's process is told.</summary>
/// <param name="Ask">What it is to do.</param>
/// <param name="File">Where <see cref="ReceiverQuestion.Write"/> goes.</param>
internal sealed record ReceiverOrder(ReceiverQuestion Ask, string? File = null);

internal enum ReceiverQuestion
{
    Port,
    Reset,
    Count,
    Distinct,
    Write,
}

/// <summary>Its answer, whatever was asked.</summary>
internal sealed record ReceiverAnswer(ReceiverCount Count, int Port, int Distinct);
