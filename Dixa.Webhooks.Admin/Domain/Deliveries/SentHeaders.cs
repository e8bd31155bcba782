using System.Globalization;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Signing;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>
/// Captures the headers of a webhook's requests for storage with attempts. Values that an administrator entered are masked and never
/// stored with an attempt. Headers that follow from the attempt's row and payload are omitted; <see cref="Read"/> adds them.
/// </summary>
public sealed class SentHeaders
{
    public const string Host = "Host";
    public const string SubscriptionId = "X-DIXA-SUBSCRIPTION-ID";
    public const string ContentType = "Content-Type";
    public const string ContentLength = "Content-Length";
    public const string Json = "application/json";
    public const string Traceparent = "traceparent";

    private readonly byte[] _before;
    private readonly byte[] _defaults;
    private readonly byte[] _entered;

    /// <param name="host">The Host header's value.</param>
    /// <param name="secret">The names of the headers that an administrator entered, in the order in which they are sent.</param>
    public SentHeaders(string host, IReadOnlyCollection<string> secret)
    {
        _before = Encoding.UTF8.GetBytes($"{Host}: {host}\n{DixaSignature.HeaderName}: ");
        _defaults = Encoding.UTF8.GetBytes($"\n{string.Concat(DefaultHeaders.Except(secret).Select(header => $"{header.Name}: {header.Value}\n"))}");
        _entered = Encoding.UTF8.GetBytes(string.Concat(secret.Select(name => $"{name}: {Mask.Text}\n")));
        HasTraceparent = !secret.Contains(Traceparent, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether the sender can set the header. An administrator may have entered one of this name.</summary>
    public bool HasTraceparent { get; }

    /// <summary>Returns one request's headers. Only the signature and the trace context differ between a webhook's requests.</summary>
    /// <param name="signature">The value of the signature header.</param>
    /// <param name="traceparent">The trace context that was sent, if <see cref="HasTraceparent"/>; null if none was.</param>
    public byte[] Capture(string signature, string? traceparent = null)
    {
        var trace = traceparent is not null && HasTraceparent ? $"{Traceparent}: {traceparent}\n" : "";
        var lines = new byte[_before.Length + signature.Length + _defaults.Length + trace.Length + _entered.Length];
        var rest = lines.AsSpan();
        Append(ref rest, _before);
        rest = rest[Encoding.ASCII.GetBytes(signature, rest)..];
        Append(ref rest, _defaults);
        rest = rest[Encoding.ASCII.GetBytes(trace, rest)..];
        Append(ref rest, _entered);
        return lines;
    }

    /// <summary>Returns every header of the request, in the order in which they were sent.</summary>
    /// <param name="captured">What was recorded.</param>
    /// <param name="subscriptionId">The webhook.</param>
    /// <param name="payloadLength">The payload's length in bytes; null if it is no longer known, which leaves the header out.</param>
    public static IReadOnlyList<HeaderLine> Read(ReadOnlyMemory<byte> captured, Guid subscriptionId, int? payloadLength)
    {
        var kept = HeaderLines.Read(captured);
        return
        [
            .. kept.Take(2),
            Line(SubscriptionId, subscriptionId.ToString()),
            .. kept.Skip(2),
            Line(ContentType, Json),
            .. payloadLength is { } length ? [Line(ContentLength, length.ToString(CultureInfo.InvariantCulture))] : Array.Empty<HeaderLine>(),
        ];
    }

    private static void Append(ref Span<byte> rest, byte[] part)
    {
        part.CopyTo(rest);
        rest = rest[part.Length..];
    }

    private static HeaderLine Line(string name, string value) => new(name, Encoding.ASCII.GetBytes(value));
}
