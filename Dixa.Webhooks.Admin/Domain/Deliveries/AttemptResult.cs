using Dixa.Webhooks.Admin.Components.Webhooks.Details;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>What came of one attempt. Whatever the receiver did is a value, never an exception.</summary>
/// <param name="StatusCode">The answer's status, when there was one.</param>
/// <param name="Failure">Why there is no usable answer; null when it came in whole.</param>
public sealed record AttemptResult(int? StatusCode, FailureClass? Failure)
{
    // The guide says "between 200 & 400 (excluded)", so a redirect counts as delivered.
    public const int LowestSuccess = 200;
    public const int HighestSuccess = 399;

    /// <summary>What went out, as <see cref="SentHeaders"/>; null when nothing did.</summary>
    public byte[]? RequestHeaders { get; init; }

    /// <summary>What came back, as <see cref="HeaderLines"/>, secret values masked; null when there was no answer.</summary>
    public byte[]? ResponseHeaders { get; init; }

    /// <summary>The answer's body as far as it came, at most its first 16 KiB; null when there was no answer.</summary>
    public byte[]? ResponseBody { get; init; }

    /// <summary>The body is longer than what is kept.</summary>
    public bool ResponseTruncated { get; init; }

    public bool Succeeded => Failure is null && StatusCode is >= LowestSuccess and <= HighestSuccess;

    /// <summary>How many bytes of headers and body it keeps.</summary>
    public int Bytes => (RequestHeaders?.Length ?? 0) + (ResponseHeaders?.Length ?? 0) + (ResponseBody?.Length ?? 0);

    /// <summary>Whether it holds nothing of what the endpoint sent but the status.</summary>
    public bool IsBare { get; private init; }

    /// <summary>The same outcome without anything that the endpoint sent, and a word on that in the body's place.</summary>
    public AttemptResult Bare() => new(StatusCode, Failure)
    {
        IsBare = true,
        RequestHeaders = RequestHeaders,
        ResponseBody = "(The store refused what the endpoint answered.)"u8.ToArray(),
    };

    public static AttemptResult Answered(int statusCode) => new(statusCode, null);

    public static AttemptResult Failed(FailureClass failure) => new(null, failure);
}
