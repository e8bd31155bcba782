namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>What came of the attempt after which a webhook was disabled automatically. It stays with the webhook, however long the history does.</summary>
/// <param name="StatusCode">The answer's status, when there was one.</param>
/// <param name="Failure">Why there was no usable answer; null when it came in whole.</param>
/// <param name="Body">The first part of the answer's body, as it came, with an ellipsis when it went on; null when there was none.</param>
public sealed record LastAnswer(int? StatusCode, FailureClass? Failure, byte[]? Body)
{
    /// <summary>So many bytes of the body are kept.</summary>
    public const int MaxBytes = 500;

    public EventStatus Status => EventStatus.Of(new AttemptResult(StatusCode, Failure));

    /// <summary>What to look at first.</summary>
    public string Advice => (Failure, StatusCode) switch
    {
        ({ } failure, _) => failure.Hint(),
        (_, 401 or 403) => "The endpoint refuses the request. Check the webhook's authorization and headers, and whether the endpoint knows its secret.",
        (_, 404 or 410) => "The endpoint has nothing at this address. Check the webhook's URL.",
        (_, 429) => "The endpoint gets more requests than it takes. Raise its limit.",
        (_, >= 500) => "The endpoint itself failed. Look into its log.",
        _ => "The endpoint did not accept the request. Look into its log for the reason.",
    };

    /// <summary>What is kept of an answer.</summary>
    public static LastAnswer Of(int? statusCode, FailureClass? failure, byte[]? body) =>
        new(statusCode, failure, body switch
        {
            null or [] => null,
            { Length: > MaxBytes } => [.. body[..End(body)], .. "…"u8],
            _ => body,
        });

    /// <summary>Where a body can be cut without breaking a character of UTF-8.</summary>
    private static int End(byte[] body)
    {
        var end = MaxBytes;
        while (end > MaxBytes - 3 && (body[end] & 0b1100_0000) == 0b1000_0000)
        {
            end--;
        }

        return end;
    }
}
