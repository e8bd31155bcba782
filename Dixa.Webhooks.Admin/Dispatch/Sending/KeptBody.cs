using System.Buffers;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// The first bytes of an answer's body, while it is read. It begins small: a thousand endpoints that hang in their bodies
/// hold what they have sent, not what they might send.
/// </summary>
internal sealed class KeptBody(int most) : IDisposable
{
    private const int Small = 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Small);
    private int _kept;
    private bool _cut;

    /// <summary>How many bytes came in all.</summary>
    public long Received { get; private set; }

    /// <summary>The body is longer than what is kept.</summary>
    public bool Truncated => _cut || Received > _kept;

    /// <summary>Where the next bytes may be read into. What no longer fits overwrites itself.</summary>
    public Memory<byte> GetBuffer()
    {
        if (_kept == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(2 * most);
            _buffer.AsSpan(0, _kept).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _kept < most ? _buffer.AsMemory(_kept, Math.Min(_buffer.Length, most) - _kept) : _buffer.AsMemory(most);
    }

    public void Add(int read)
    {
        _kept = Math.Min(_kept + read, most);
        Received += read;
    }

    /// <summary>Says that the rest of the body is not read.</summary>
    public void CutHere() => _cut = true;

    public byte[] ToArray() => _buffer.AsSpan(0, _kept).ToArray();

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
