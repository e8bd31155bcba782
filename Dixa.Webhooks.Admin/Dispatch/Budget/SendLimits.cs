namespace Dixa.Webhooks.Admin.Dispatch.Budget;

/// <summary>Limits for all lanes of this process together.</summary>
/// <param name="Requests">Requests in flight.</param>
/// <param name="Connections">Open connections to endpoints, including idle ones.</param>
/// <param name="PayloadBytes">Bytes of payloads that were read and not sent yet.</param>
/// <param name="UnrecordedBytes">Bytes of responses that are not recorded yet.</param>
public sealed record SendLimits(int Requests, int Connections, long PayloadBytes, long UnrecordedBytes)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Limits so high that nothing reaches them.</summary>
    public static SendLimits None { get; } = new(int.MaxValue, int.MaxValue, long.MaxValue / 2, long.MaxValue / 2);

    /// <param name="connections">The limit of open connections to endpoints.</param>
    /// <param name="memory">The bytes of memory that the process may use.</param>
    public static SendLimits Of(int connections, long memory) => new(
        // An eighth is kept for test sends, which belong to no lane, and for connections that outlive their request for a moment.
        connections - Math.Max(connections / 8, 1),
        connections,
        Math.Clamp(memory / 16, 4 * Mebibyte, 256 * Mebibyte),
        Math.Clamp(memory / 32, 2 * Mebibyte, 128 * Mebibyte));
}
