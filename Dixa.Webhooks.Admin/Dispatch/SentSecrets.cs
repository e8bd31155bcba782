using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>
/// The secret values that a webhook's requests carry. An endpoint that repeats its request, as test endpoints do, would
/// carry them into the history; they are masked wherever an answer has them as they were sent.
/// </summary>
public sealed class SentSecrets
{
    /// <summary>Shorter values stand in answers by chance.</summary>
    private const int Shortest = 8;

    /// <summary>Fewer of a value's first bytes tell little of it.</summary>
    private const int ShortestCut = 4;

    private readonly byte[][] _values;

    public SentSecrets(EndpointAuthorization authorization, IEnumerable<RequestHeader> headers)
    {
        var secrets = headers.Where(header => !SecretHeaders.IsOrdinary(header.Name)).Select(header => header.Value);
        _values =
        [
            .. secrets.Concat(Parts(authorization))
                .Where(value => value.Length >= Shortest)
                .Distinct()
                .Select(Encoding.UTF8.GetBytes)
                .OrderByDescending(value => value.Length),
        ];
    }

    /// <summary>The same bytes, or others in which each secret value is masked.</summary>
    /// <param name="received">What came in.</param>
    /// <param name="truncated">More came than this: the last value may be cut.</param>
    public byte[] Hide(byte[] received, bool truncated = false)
    {
        foreach (var value in _values)
        {
            if (received.AsSpan().IndexOf(value) >= 0)
            {
                received = Replace(received, value);
            }
        }

        return truncated && _values.Length > 0 ? HideCut(received) : received;
    }

    private byte[] HideCut(byte[] received)
    {
        var cut = _values.Max(value => CutAtTheEnd(received, value));
        return cut == 0 ? received : [.. received.AsSpan(0, received.Length - cut), .. Encoding.UTF8.GetBytes(Mask.Text)];
    }

    /// <summary>How many of a value's first bytes stand at the end.</summary>
    private static int CutAtTheEnd(ReadOnlySpan<byte> received, ReadOnlySpan<byte> value)
    {
        for (var length = Math.Min(value.Length - 1, received.Length); length >= ShortestCut; length--)
        {
            if (received.EndsWith(value[..length]))
            {
                return length;
            }
        }

        return 0;
    }

    private static IEnumerable<string> Parts(EndpointAuthorization authorization) => authorization switch
    {
        BasicAuth basic => [basic.HeaderValue()!["Basic ".Length..], basic.Password],
        TokenAuth token => [token.Value],
        _ => [],
    };

    // Latin-1 has a character for each byte, whatever the bytes mean.
    private static byte[] Replace(byte[] received, byte[] value) => Encoding.Latin1.GetBytes(
        Encoding.Latin1.GetString(received).Replace(Encoding.Latin1.GetString(value), Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Mask.Text)), StringComparison.Ordinal));
}
