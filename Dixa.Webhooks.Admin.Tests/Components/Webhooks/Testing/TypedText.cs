using System.Text;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>What a browser's editor holds, as it hands it over.</summary>
internal sealed class TypedText(string text) : IJSStreamReference
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    public long Length => _bytes.Length;

    public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) => _bytes.Length > maxAllowedSize
        ? throw new ArgumentOutOfRangeException(nameof(maxAllowedSize))
        : ValueTask.FromResult<Stream>(new MemoryStream(_bytes, writable: false));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
