namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The result of the attempt after which a webhook was disabled automatically. It is stored with the webhook, independent of the history's retention.</summary>
/// <param name="StatusCode">The response's status, if there was a response.</param>
/// <param name="Failure">Why there was no usable response; null if it was complete.</param>
/// <param name="Body">The start of the response body, with an ellipsis if it was cut; null if there was none.</param>
public sealed record LastResponse(int? StatusCode, FailureClass? Failure, byte[]? Body)
{
    /// <summary>The max number of bytes stored of the body.</summary>
    public const int MaxBytes = 500;

    public EventStatus Status => EventStatus.Of(new AttemptResult(StatusCode, Failure));

    /// <summary>What to check first.</summary>
    public string Advice => (Failure, StatusCode) switch
    {
        ({ } failure, _) => failure.Hint(),
        (_, 401 or 403) => "The endpoint rejects the request. Check the webhook's authorization and headers, and whether the endpoint has the right secret.",
        (_, 404 or 410) => "The endpoint was not found at this address. Check the webhook's URL.",
        (_, 429) => "The endpoint is rate limiting. Raise its limit.",
        (_, >= 500) => "The endpoint returned a server error. Check its logs.",
        _ => "The endpoint did not accept the request. Check its logs for the reason.",
    };

    /// <summary>Truncates the body to the stored size.</summary>
    public static LastResponse Of(int? statusCode, FailureClass? failure, byte[]? body) =>
        new(statusCode, failure, body switch
        {
            null or [] => null,
            { Length: > MaxBytes } => [.. body[..End(body)], .. "…"u8],
            _ => body,
        });

    /// <summary>Returns where to cut a body without breaking a UTF-8 character.</summary>
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
