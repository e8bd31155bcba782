using System.Buffers.Text;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>The bytes of a publish request, which are written once. Only the event ids change between uses.</summary>
internal sealed class PublishRequest
{
    private const int IdLength = 36;

    private static readonly string NoId = new('0', IdLength);

    private readonly byte[] _bytes;
    private readonly List<int> _ids = [];

    /// <param name="type">The type of each event.</param>
    /// <param name="count">The number of events; more than one means an array.</param>
    /// <param name="payloadBytes">The size of each delivered payload.</param>
    /// <param name="token">The API token.</param>
    public PublishRequest(EventType type, int count, int payloadBytes, string token)
    {
        var one = $$"""{"event_id":"{{NoId}}","event_fqn":"{{type.Fqn}}","data":{{Encoding.UTF8.GetString(BenchEvents.Data(payloadBytes))}}}""";
        var body = count == 1 ? one : $"[{string.Join(',', Enumerable.Repeat(one, count))}]";
        _bytes = Encoding.UTF8.GetBytes(
            $"POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        for (var at = 0; (at = _bytes.AsSpan(at).IndexOf("\"event_id\":\""u8) is >= 0 and var found ? at + found : -1) >= 0;)
        {
            at += "\"event_id\":\"".Length;
            _ids.Add(at);
        }
    }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    public int Events => _ids.Count;

    public void Identify(Func<Guid> next)
    {
        foreach (var at in _ids)
        {
            Utf8Formatter.TryFormat(next(), _bytes.AsSpan(at), out _);
        }
    }
}
