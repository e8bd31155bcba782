using System.Buffers;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// Collects the first bytes of a response body. The buffer starts small: a thousand endpoints that hang within their bodies take memory for
/// what they have sent, not for what they may send.
/// </summary>
internal sealed class KeptBody(int maxBytes) : IDisposable
{
    private const int InitialSize = 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _kept;
    private bool _cut;

    /// <summary>The total number of bytes received.</summary>
    public long Received { get; private set; }

    /// <summary>The body is longer than the bytes that are kept.</summary>
    public bool Truncated => _cut || Received > _kept;

    /// <summary>The buffer for the next read. Bytes beyond the limit go to a scratch area that is overwritten.</summary>
    public Memory<byte> GetBuffer()
    {
        if (_kept == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(2 * maxBytes);
            _buffer.AsSpan(0, _kept).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _kept < maxBytes ? _buffer.AsMemory(_kept, Math.Min(_buffer.Length, maxBytes) - _kept) : _buffer.AsMemory(maxBytes);
    }

    public void Add(int read)
    {
        _kept = Math.Min(_kept + read, maxBytes);
        Received += read;
    }

    /// <summary>Marks the body as truncated, since the rest is not read.</summary>
    public void CutHere() => _cut = true;

    public byte[] ToArray() => _buffer.AsSpan(0, _kept).ToArray();

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
