using System.Collections.Frozen;
using System.Text;
using Dixa.Webhooks.Admin.Dispatch.Masking;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// The secret values that a webhook's requests carry. An endpoint that repeats its request, as test endpoints do, would
/// carry them into the history; they are masked there in any spelling: in any letter case, escaped as in JSON, addresses
/// and HTML up to three times over, in base64 and in hex.
/// </summary>
/// <remarks>
/// Values of eight bytes or more are masked wherever they are, those of four to seven as whole words. Shorter ones are
/// masked as whole words when they are authorization or their header's name says that they are secret; other values as
/// short, such as <c>X-Env: eu</c>, have too few possibilities to be secret, and masking them would spoil every answer.
/// </remarks>
public sealed class SentSecrets
{
    /// <summary>How often text is escaped that is put into other text, which is put into other text.</summary>
    private const int MaxNesting = 3;

    private static readonly FrozenSet<string> WellKnownSchemes = FrozenSet.ToFrozenSet(["Basic", "Bearer", "Token", "ApiKey"], StringComparer.OrdinalIgnoreCase);

    private static readonly byte[] Masked = Encoding.UTF8.GetBytes(Mask.Text);

    private readonly SecretPattern[] _patterns;
    private readonly int _shortest;

    public SentSecrets(EndpointAuthorization authorization, IEnumerable<RequestHeader> headers)
    {
        var values = Parts(authorization).Select(value => (Value: value, IsKnownSecret: true))
            .Concat(headers.Where(header => !SecretHeaders.IsOrdinary(header.Name))
                .SelectMany(header => Parts(header.Value, SecretHeaders.IsSecret(header.Name)).Select(value => (Value: value, IsKnownSecret: SecretHeaders.IsSecret(header.Name)))))
            .Append((Value: Username(authorization), IsKnownSecret: false));
        _patterns =
        [
            .. values
                .Select(value => value with { Value = value.Value.Trim() })
                .Where(value => value.Value.Length > 0 && (value.IsKnownSecret || Encoding.UTF8.GetByteCount(value.Value) >= SecretPattern.Shortest))
                .Select(value => value.Value)
                .Distinct()
                .SelectMany(SecretPattern.Of)
                .DistinctBy(pattern => (Convert.ToHexString(pattern.Folded), pattern.IsToken)),
        ];
        _shortest = _patterns.Length == 0 ? int.MaxValue : _patterns.Min(pattern => pattern.Folded.Length);
    }

    /// <summary>The same bytes, or others in which each secret value is masked, and whether they had to be cut.</summary>
    /// <param name="received">What came in.</param>
    /// <param name="truncated">More came than this: the last value may be cut.</param>
    /// <param name="most">How long the result may be, except for a mask at its end; masks can be longer than what they replace.</param>
    public (byte[] Bytes, bool Cut) Hide(byte[] received, bool truncated = false, int most = int.MaxValue)
    {
        if (received.Length < _shortest && !truncated)
        {
            return (received, false);
        }

        var found = new List<(int Start, int End)>();
        if (_patterns.Length > 0)
        {
            using var view = AnswerView.Of(received);
            Find(view, truncated, MaxNesting, found);
        }

        return found.Count == 0 ? (received, false) : Replace(received, found, most);
    }

    /// <summary>Looks in a text, and in what it is once each scheme's escapes are decoded.</summary>
    private void Find(AnswerView view, bool truncated, int nested, List<(int Start, int End)> found)
    {
        var text = view.Folded;
        foreach (var pattern in _patterns)
        {
            for (int from = 0, start; (start = pattern.IndexIn(text, from)) >= 0; from = start + pattern.Folded.Length)
            {
                found.Add(view.Origin(start, pattern.Folded.Length));
            }

            if (truncated && pattern.CutAtEnd(text) is var cut and > 0)
            {
                found.Add(view.Origin(text.Length - cut, cut));
            }
        }

        if (nested == 0)
        {
            return;
        }

        foreach (var scheme in Escapes.All)
        {
            using var decoded = view.Decode(scheme, truncated);
            if (decoded is not null)
            {
                Find(decoded, truncated, nested - 1, found);
            }
        }
    }

    private static (byte[] Bytes, bool Cut) Replace(byte[] received, List<(int Start, int End)> found, int most)
    {
        found.Sort();
        using var masked = new MemoryStream(received.Length);
        var (copied, start, end, cut) = (0, found[0].Start, found[0].End, false);
        foreach (var (nextStart, nextEnd) in found)
        {
            if (nextStart > end)
            {
                Write(start, end);
                start = nextStart;
            }

            end = Math.Max(end, nextEnd);
        }

        Write(start, end);
        Copy(received.Length);
        return (masked.ToArray(), cut);

        void Write(int from, int to)
        {
            Copy(from);
            cut |= masked.Length >= most;
            if (!cut)
            {
                masked.Write(Masked);
            }

            copied = to;
        }

        void Copy(int to)
        {
            var fits = (int)Math.Clamp(most - masked.Length, 0, to - copied);
            masked.Write(received, copied, fits);
            cut |= fits < to - copied;
        }
    }

    private static string Username(EndpointAuthorization authorization) => authorization is BasicAuth basic ? basic.Username : "";

    private static IEnumerable<string> Parts(EndpointAuthorization authorization) => authorization switch
    {
        // With an empty password, which some services ask for, the user name is the key.
        BasicAuth { Password: "" } basic => [.. Parts(basic.HeaderValue()!), basic.Username],
        BasicAuth basic => [.. Parts(basic.HeaderValue()!), basic.Password],
        TokenAuth token => Parts(token.Value),
        _ => [],
    };

    /// <summary>A value, and what of it an endpoint may repeat by itself: credentials without their scheme, and the pair that they stand for.</summary>
    private static IEnumerable<string> Parts(string value, bool isKnownSecret = true)
    {
        var words = value.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is not [var scheme, var credentials] || credentials.Contains(' ', StringComparison.Ordinal))
        {
            yield return value;
            yield break;
        }

        // A well-known scheme is no secret, and says what was masked. Any other first word may be part of the secret.
        if (!WellKnownSchemes.Contains(scheme) || credentials.Length < SecretPattern.ShortestAnywhere)
        {
            yield return value;
        }

        if (WellKnownSchemes.Contains(scheme) || isKnownSecret)
        {
            yield return credentials;
        }

        if (scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && Pair(credentials) is { } pair)
        {
            yield return pair;
            yield return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
        }
    }

    private static string? Pair(string credentials)
    {
        var bytes = new byte[credentials.Length];
        return Convert.TryFromBase64String(credentials, bytes, out var length) && length > 0 ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
