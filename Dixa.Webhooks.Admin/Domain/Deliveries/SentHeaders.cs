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

    private readonly byte[] _before;
    private readonly byte[] _after;

    /// <param name="host">The Host header's value.</param>
    /// <param name="secret">The names of the headers that an administrator entered, in the order in which they are sent.</param>
    public SentHeaders(string host, IReadOnlyCollection<string> secret)
    {
        var lines = DefaultHeaders.Except(secret).Select(header => $"{header.Name}: {header.Value}\n")
            .Concat(secret.Select(name => $"{name}: {Mask.Text}\n"));
        _before = Encoding.UTF8.GetBytes($"{Host}: {host}\n{DixaSignature.HeaderName}: ");
        _after = Encoding.UTF8.GetBytes($"\n{string.Concat(lines)}");
    }

    /// <summary>Returns one request's headers. Only the signature differs between a webhook's requests.</summary>
    public byte[] Capture(string signature)
    {
        var lines = new byte[_before.Length + signature.Length + _after.Length];
        _before.CopyTo(lines, 0);
        Encoding.ASCII.GetBytes(signature, lines.AsSpan(_before.Length));
        _after.CopyTo(lines, _before.Length + signature.Length);
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

    private static HeaderLine Line(string name, string value) => new(name, Encoding.ASCII.GetBytes(value));
}
