namespace Dixa.Webhooks.Admin.Support;

/// <summary>What the receiver thinks of a request's signature.</summary>
public enum SignatureVerdict
{
    /// <summary>It is the one that the secret gives.</summary>
    Valid,

    /// <summary>It is another one, or not written as it should be.</summary>
    Invalid,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>The receiver was not told the secret.</summary>
    NotChecked,
}

/// <summary>A request as it reached the receiver.</summary>
/// <param name="At">When its head had been read.</param>
/// <param name="Method">For example <c>POST</c>.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">By name, in any case; a header that came twice has its values joined by <c>", "</c>.</param>
/// <param name="Body">The exact bytes.</param>
/// <param name="Verdict">Whether the signature holds.</param>
public sealed record ReceivedRequest(
    DateTimeOffset At, string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body, SignatureVerdict Verdict)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
