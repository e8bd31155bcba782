namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The result of one attempt. Everything that an endpoint can do is represented as a value, not as an exception.</summary>
/// <param name="StatusCode">The response's status, if there was a response.</param>
/// <param name="Failure">Why there is no usable response; null if it was complete.</param>
public sealed record AttemptResult(int? StatusCode, FailureClass? Failure)
{
    // Dixa's guide says "between 200 & 400 (excluded)", so a redirect counts as delivered.
    public const int LowestSuccess = 200;
    public const int HighestSuccess = 399;

    /// <summary>The request headers, captured by <see cref="SentHeaders"/>; null if nothing was sent.</summary>
    public byte[]? RequestHeaders { get; init; }

    /// <summary>The response headers as <see cref="HeaderLines"/>, with secret values masked; null without a response.</summary>
    public byte[]? ResponseHeaders { get; init; }

    /// <summary>The response body as far as it was received, at most the first 16 KiB; null without a response.</summary>
    public byte[]? ResponseBody { get; init; }

    /// <summary>Whether the body is longer than the stored part.</summary>
    public bool ResponseTruncated { get; init; }

    public bool Succeeded => Failure is null && StatusCode is >= LowestSuccess and <= HighestSuccess;

    /// <summary>The size of the stored headers and body.</summary>
    public int Bytes => (RequestHeaders?.Length ?? 0) + (ResponseHeaders?.Length ?? 0) + (ResponseBody?.Length ?? 0);

    /// <summary>Whether the result contains nothing that the endpoint sent except the status.</summary>
    public bool IsBare { get; private init; }

    /// <summary>Returns the same outcome with a note in place of everything that the endpoint sent.</summary>
    public AttemptResult Bare() => new(StatusCode, Failure)
    {
        IsBare = true,
        RequestHeaders = RequestHeaders,
        ResponseBody = "(The response could not be stored.)"u8.ToArray(),
    };

    public static AttemptResult Responded(int statusCode) => new(statusCode, null);

    public static AttemptResult Failed(FailureClass failure) => new(null, failure);
}
