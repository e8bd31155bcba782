namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>What all lanes of this process together may have at a time.</summary>
/// <param name="Requests">Requests in flight.</param>
/// <param name="Connections">Open connections to endpoints, those without a request included.</param>
/// <param name="PayloadBytes">Bytes of payloads that are read and not sent yet.</param>
/// <param name="UnrecordedBytes">Bytes of answers that are not in the store yet.</param>
public sealed record SendLimits(int Requests, int Connections, long PayloadBytes, long UnrecordedBytes)
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>No limit that anything reaches.</summary>
    public static SendLimits None { get; } = new(int.MaxValue, int.MaxValue, long.MaxValue / 2, long.MaxValue / 2);

    /// <summary>The limits of a process.</summary>
    /// <param name="connections">Connections to endpoints that may be open.</param>
    /// <param name="memory">Bytes of memory that the process may use.</param>
    public static SendLimits Of(int connections, long memory) => new(
        // Test sends are no lane's, and a connection may outlive its request for a moment.
        connections - Math.Max(connections / 8, 1),
        connections,
        Math.Clamp(memory / 16, 4 * Mebibyte, 256 * Mebibyte),
        Math.Clamp(memory / 32, 2 * Mebibyte, 128 * Mebibyte));
}
