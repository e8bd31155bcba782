using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>One attempt as screens show it. Secrets were masked when the attempt was recorded.</summary>
/// <param name="Number">Starts at 1.</param>
/// <param name="StartedAt">When the request started.</param>
/// <param name="Duration">Until the response was read or the request failed.</param>
/// <param name="StatusCode">The response status, even if the response was incomplete; null if there was no response.</param>
/// <param name="Failure">Why there was no usable response; null if there was one.</param>
/// <param name="RequestHeaders">In the order in which they were sent; null if nothing was sent.</param>
/// <param name="Response">Null if there was no response.</param>
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

    /// <summary>What the status means, or what to check first after a failure; null if there is nothing to add.</summary>
    public string? Hint => Status.Note ?? (Status.Light is StatusLight.Failed ? new LastResponse(StatusCode, Failure, null).Advice : null);
}

/// <summary>The recorded response of an endpoint.</summary>
/// <param name="Headers">As received, with secret values masked.</param>
/// <param name="HeadersCut">The headers were longer than what is recorded.</param>
/// <param name="Body">As received with secret values masked, max 16 KiB.</param>
/// <param name="BodyCut">The body was longer than what is recorded.</param>
public sealed record ResponseView(IReadOnlyList<HeaderLine> Headers, bool HeadersCut, ReadOnlyMemory<byte> Body, bool BodyCut)
{
    /// <summary>The user may not see the response: the body is empty and the header values are masked.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The headers and the body are no longer stored.</summary>
    public bool IsRemoved { get; init; }
}
