namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Why a publish request was refused, as the label of a metric. The status tells it, except where there are two reasons for one status.</summary>
public sealed record PublishRefusal(string Reason)
{
    private static readonly (int Status, string Reason)[] ByStatus =
    [
        (StatusCodes.Status401Unauthorized, "unauthorized"),
        (StatusCodes.Status403Forbidden, "forbidden"),
        (StatusCodes.Status408RequestTimeout, "slow"),
        (StatusCodes.Status413PayloadTooLarge, "too_large"),
        (StatusCodes.Status429TooManyRequests, "rate_limit"),
        (StatusCodes.Status503ServiceUnavailable, "store"),
    ];

    private const string Invalid = "invalid";
    private const string Error = "error";

    public static PublishRefusal OutOfMemory { get; } = new("memory");

    public static IEnumerable<string> Reasons => [.. ByStatus.Select(known => known.Reason), Invalid, Error, OutOfMemory.Reason];

    /// <summary>The reason for a status; null if nothing was refused.</summary>
    internal static string? Of(int status) =>
        status < StatusCodes.Status400BadRequest ? null
        : ByStatus.FirstOrDefault(known => known.Status == status).Reason ?? (status < StatusCodes.Status500InternalServerError ? Invalid : Error);
}
