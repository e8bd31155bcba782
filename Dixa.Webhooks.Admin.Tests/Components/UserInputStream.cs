using System.Text;
using Dixa.Webhooks.Admin.Components.Shared;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>The content of a text box, as the browser streams it.</summary>
internal sealed class UserInputStream(string text) : IJSStreamReference
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    /// <summary>Null for an empty text, as in the browser.</summary>
    public static LongText.Held Held(string text) => new(text.Length == 0 ? null : new UserInputStream(text));

    public long Length => _bytes.Length;

    public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) => _bytes.Length > maxAllowedSize
        ? throw new ArgumentOutOfRangeException(nameof(maxAllowedSize))
        : ValueTask.FromResult<Stream>(new MemoryStream(_bytes, writable: false));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
