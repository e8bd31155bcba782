using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Reads a text box, however long its text is. As a stream: a message from the browser holds 32 KB, and a longer one ends the connection.</summary>
internal static class LongText
{
    /// <param name="module">A script that hands on <c>read</c> of <c>long-text.js</c>.</param>
    /// <param name="box">The text box.</param>
    /// <param name="mostBytes">A longer text is measured, and not fetched.</param>
    /// <returns>How many bytes of UTF-8 it has, and those; none when there are none or too many. Null when the box is gone from the page.</returns>
    public static async Task<(long Length, byte[] Bytes)?> ReadAsync(IJSObjectReference module, ElementReference box, long mostBytes)
    {
        if (await module.InvokeAsync<Held?>("read", box) is not { } held)
        {
            return null;
        }

        await using var text = held.Text;
        if (text is null || text.Length > mostBytes)
        {
            return (text?.Length ?? 0, []);
        }

        await using var stream = await text.OpenReadStreamAsync(mostBytes);
        using var bytes = new MemoryStream((int)text.Length);
        await stream.CopyToAsync(bytes);
        return (text.Length, bytes.ToArray());
    }

    /// <param name="Text">Null when the box is empty.</param>
    public sealed record Held(IJSStreamReference? Text);
}
