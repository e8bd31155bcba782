using System.Globalization;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Signing;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>
/// The headers of a webhook's requests as attempts keep them. Whatever an administrator entered is masked here, when it is
/// captured: no value of it is ever stored with an attempt. Kept is what the attempt's row and its payload do not say;
/// <see cref="Read"/> puts the rest back where it stood.
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
    /// <param name="secret">The names of the headers that an administrator entered, in the order in which they go out.</param>
    public SentHeaders(string host, IEnumerable<string> secret)
    {
        _before = Encoding.UTF8.GetBytes($"{Host}: {host}\n{DixaSignature.HeaderName}: ");
        _after = Encoding.UTF8.GetBytes($"\n{string.Concat(secret.Select(name => $"{name}: {Mask.Text}\n"))}");
    }

    /// <summary>One request's headers. Only the signature differs from the webhook's other requests.</summary>
    public byte[] Capture(string signature)
    {
        var lines = new byte[_before.Length + signature.Length + _after.Length];
        _before.CopyTo(lines, 0);
        Encoding.ASCII.GetBytes(signature, lines.AsSpan(_before.Length));
        _after.CopyTo(lines, _before.Length + signature.Length);
        return lines;
    }

    /// <summary>Every header that went out, in the order of the wire.</summary>
    public static IReadOnlyList<HeaderLine> Read(ReadOnlyMemory<byte> captured, Guid subscriptionId, int payloadLength)
    {
        var kept = HeaderLines.Read(captured);
        return
        [
            .. kept.Take(2),
            Line(SubscriptionId, subscriptionId.ToString()),
            .. kept.Skip(2),
            Line(ContentType, Json),
            Line(ContentLength, payloadLength.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private static HeaderLine Line(string name, string value) => new(name, Encoding.ASCII.GetBytes(value));
}
