namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The outcome of an attempt as one of a few words, for metrics and traces.</summary>
public static class AttemptOutcome
{
    private const string Success = "success";
    private const string ClientError = "4xx";
    private const string ServerError = "5xx";

    /// <summary>For a status that is no HTTP status.</summary>
    private const string Other = "other";

    private static readonly Dictionary<FailureClass, string> Failures = new()
    {
        [FailureClass.Timeout] = "timeout",
        [FailureClass.Refused] = "refused",
        [FailureClass.Dns] = "dns",
        [FailureClass.Tls] = "tls",
        [FailureClass.Reset] = "reset",
        [FailureClass.ForbiddenAddress] = "forbidden_address",
        [FailureClass.InvalidRequest] = "invalid_request",
        [FailureClass.InvalidResponse] = "invalid_response",
        [FailureClass.Unreachable] = "unreachable",
    };

    public static IEnumerable<string> All => [Success, ClientError, ServerError, .. Failures.Values, Other];

    public static string Of(AttemptResult result) => result switch
    {
        { Succeeded: true } => Success,
        { Failure: { } failure } => Failures.GetValueOrDefault(failure, Other),
        { StatusCode: >= 500 and < 600 } => ServerError,
        { StatusCode: >= 400 and < 500 } => ClientError,
        _ => Other,
    };
}
