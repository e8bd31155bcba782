using System.Text;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Builds a curl command for a POSIX shell that repeats a webhook's request.</summary>
public static class CurlCommand
{
    /// <summary>Linux allows 128 KiB per argument.</summary>
    private const int MaxArgumentBytes = 100_000;

    /// <summary>A masked header value becomes the header's name in angle brackets.</summary>
    public static string Of(string url, IEnumerable<HeaderLine> headers, ReadOnlySpan<byte> payload)
    {
        var lines = headers
            .Where(header => header.Name is not (SentHeaders.Host or SentHeaders.ContentLength))
            .Select(header => $"-H {ShellWord.Quote($"{header.Name}: {Value(header)}")}")
            .Prepend($"curl -X POST {ShellWord.Quote(url)}");
        return FitsAnArgument(payload)
            ? Join([.. lines, $"--data-raw {ShellWord.Quote(Encoding.UTF8.GetString(payload))}"])
            : $"printf %s {ShellWord.Quote(Convert.ToBase64String(payload))} | base64 -d | {Join([.. lines, "--data-binary @-"])}";
    }

    private static string Value(HeaderLine header) => Encoding.UTF8.GetString(header.Value.Span) is var value && value == Mask.Text ? $"<{header.Name}>" : value;

    // When pasted into a terminal, a carriage return becomes a line feed.
    private static bool FitsAnArgument(ReadOnlySpan<byte> payload) => payload.Length <= MaxArgumentBytes && !payload.Contains((byte)'\r');

    private static string Join(IReadOnlyList<string> lines) => string.Join(" \\\n  ", lines);
}
