using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>One attempt of a delivery as screens show it. What is secret was masked when it was captured.</summary>
/// <param name="Number">From 1.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="StatusCode">The answer's status, also when the answer then broke off; null when there was none.</param>
/// <param name="Failure">Why it brought no usable answer.</param>
/// <param name="RequestHeaders">What went out, in the order of the wire; null when nothing did.</param>
/// <param name="Response">What came back; null when nothing did.</param>
public sealed record AttemptView(
    int Number,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    int? StatusCode,
    FailureClass? Failure,
    IReadOnlyList<HeaderLine>? RequestHeaders,
    ResponseView? Response)
{
    public EventStatus Status => EventStatus.Of(new AttemptResult(StatusCode, Failure));

    /// <summary>What it means, or what to look at first when it failed; null when there is nothing to say.</summary>
    public string? Hint => Status.Note ?? (Status.Light is StatusLight.Failed ? new LastAnswer(StatusCode, Failure, null).Advice : null);
}

/// <summary>What an endpoint answered.</summary>
/// <param name="Headers">As they came, secret values masked.</param>
/// <param name="HeadersCut">They are longer than what is kept.</param>
/// <param name="Body">The bytes as they came, at most the first 16 KiB.</param>
/// <param name="BodyCut">It is longer than what is kept.</param>
public sealed record ResponseView(IReadOnlyList<HeaderLine> Headers, bool HeadersCut, ReadOnlyMemory<byte> Body, bool BodyCut)
{
    /// <summary>The reader may not see it: the body is left out, and the headers' values are masked.</summary>
    public bool IsHidden { get; init; }
}
