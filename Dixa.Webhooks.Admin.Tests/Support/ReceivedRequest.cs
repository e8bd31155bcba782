namespace Dixa.Webhooks.Admin.Support;

/// <summary>The receiver's verdict on a request's signature.</summary>
public enum SignatureVerdict
{
    /// <summary>The signature matches the secret.</summary>
    Valid,

    /// <summary>The signature does not match or is malformed.</summary>
    Invalid,

    /// <summary>There is no signature.</summary>
    Missing,

    /// <summary>The receiver does not have the secret.</summary>
    NotChecked,
}

/// <summary>A request as the receiver got it.</summary>
/// <param name="At">When its head had been read.</param>
/// <param name="Method">For example <c>POST</c>.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">By name, case-insensitive; the values of repeated headers are joined with <c>", "</c>.</param>
/// <param name="Body">The exact bytes.</param>
/// <param name="Verdict">Whether the signature is valid.</param>
public sealed record ReceivedRequest(
    DateTimeOffset At, string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body, SignatureVerdict Verdict)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
