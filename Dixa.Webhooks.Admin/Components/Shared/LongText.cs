using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Reads the text of a text box of any length. It uses a stream, because a SignalR message over 32 KB ends the connection.</summary>
internal static class LongText
{
    /// <param name="module">A script module that re-exports <c>read</c> from <c>long-text.js</c>.</param>
    /// <param name="maxBytes">Of a longer text, only the length is returned.</param>
    /// <returns>The length in UTF-8 bytes, and the bytes, which are empty if the text is empty or too long. Null when the text box is no longer on the page.</returns>
    public static async Task<(long Length, byte[] Bytes)?> ReadAsync(IJSObjectReference module, ElementReference box, long maxBytes)
    {
        if (await module.InvokeAsync<Held?>("read", box) is not { } held)
        {
            return null;
        }

        await using var text = held.Text;
        if (text is null || text.Length > maxBytes)
        {
            return (text?.Length ?? 0, []);
        }

        await using var stream = await text.OpenReadStreamAsync(maxBytes);
        using var bytes = new MemoryStream((int)text.Length);
        await stream.CopyToAsync(bytes);
        return (text.Length, bytes.ToArray());
    }

    /// <param name="Text">Null when the text box is empty.</param>
    public sealed record Held(IJSStreamReference? Text);
}
