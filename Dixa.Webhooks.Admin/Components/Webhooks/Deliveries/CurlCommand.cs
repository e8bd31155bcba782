using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>A command for a POSIX shell that makes a webhook's request again with curl.</summary>
public static class CurlCommand
{
    /// <summary>Linux takes 128 KiB in one argument.</summary>
    private const int LongestArgument = 100_000;

    /// <param name="url">Where it goes.</param>
    /// <param name="headers">What the request carries; in place of what is masked stands the header's name in angle brackets.</param>
    /// <param name="payload">The exact body, in UTF-8.</param>
    public static string Of(string url, IEnumerable<HeaderLine> headers, ReadOnlySpan<byte> payload)
    {
        var lines = headers
            .Where(header => header.Name is not (SentHeaders.Host or SentHeaders.ContentLength))
            .Select(header => $"-H {Quote($"{header.Name}: {Value(header)}")}")
            .Prepend($"curl -X POST {Quote(url)}");
        return FitsAnArgument(payload)
            ? Join([.. lines, $"--data-raw {Quote(Encoding.UTF8.GetString(payload))}"])
            : $"printf %s {Quote(Convert.ToBase64String(payload))} | base64 -d | {Join([.. lines, "--data-binary @-"])}";
    }

    /// <summary>One word for the shell, whatever is in the text: only the quote itself means anything between single quotes.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string Value(HeaderLine header) => Encoding.UTF8.GetString(header.Value.Span) is var value && value == Mask.Text ? $"<{header.Name}>" : value;

    // A terminal that is pasted into makes a line feed of a carriage return.
    private static bool FitsAnArgument(ReadOnlySpan<byte> payload) => payload.Length <= LongestArgument && !payload.Contains((byte)'\r');

    private static string Join(IReadOnlyList<string> lines) => string.Join(" \\\n  ", lines);
}
