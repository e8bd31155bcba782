using System.Collections.Frozen;
using System.Text;
using Dixa.Webhooks.Admin.Dispatch.Masking;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// The secret values in a webhook's requests. An endpoint that echoes its request, as test endpoints do, would write them into the history.
/// They are masked there in any form: in any letter case, escaped as in JSON, URLs and HTML up to three times, in base64 and in hex.
/// </summary>
/// <remarks>
/// Values of eight bytes or more are masked everywhere, values of four to seven bytes as whole words. Shorter values are masked as whole words
/// if they are credentials or if the header's name marks them as secret. Other short values, such as <c>X-Env: eu</c>, have too few
/// possibilities to be secret, and masking them would make responses unreadable.
/// </remarks>
public sealed class SentSecrets
{
    /// <summary>How many levels of escaping are decoded, for text that is embedded in other text.</summary>
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
                .Where(value => value.Value.Length > 0 && (value.IsKnownSecret || Encoding.UTF8.GetByteCount(value.Value) >= SecretPattern.MinLength))
                .Select(value => value.Value)
                .Distinct()
                .SelectMany(SecretPattern.Of)
                .DistinctBy(pattern => (Convert.ToHexString(pattern.Folded), pattern.IsToken)),
        ];
        _shortest = _patterns.Length == 0 ? int.MaxValue : _patterns.Min(pattern => pattern.Folded.Length);
    }

    /// <summary>Masks each secret value. Returns the bytes, and whether they had to be cut.</summary>
    /// <param name="received">The received bytes. They are returned unchanged if they contain no secret.</param>
    /// <param name="truncated">Whether the bytes are incomplete, so that they may end with the first part of a value.</param>
    /// <param name="maxLength">Max length of the result, not counting a mask at its end. Masks can be longer than what they replace.</param>
    public (byte[] Bytes, bool Cut) Hide(byte[] received, bool truncated = false, int maxLength = int.MaxValue)
    {
        if (received.Length < _shortest && !truncated)
        {
            return (received, false);
        }

        var found = new List<(int Start, int End)>();
        if (_patterns.Length > 0)
        {
            using var view = ResponseBytes.Of(received);
            Find(view, truncated, MaxNesting, found);
        }

        return found.Count == 0 ? (received, false) : Replace(received, found, maxLength);
    }

    /// <summary>Searches a text, and the text after each scheme's escapes are decoded.</summary>
    private void Find(ResponseBytes view, bool truncated, int nested, List<(int Start, int End)> found)
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

    private static (byte[] Bytes, bool Cut) Replace(byte[] received, List<(int Start, int End)> found, int maxLength)
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
            cut |= masked.Length >= maxLength;
            if (!cut)
            {
                masked.Write(Masked);
            }

            copied = to;
        }

        void Copy(int to)
        {
            var fits = (int)Math.Clamp(maxLength - masked.Length, 0, to - copied);
            masked.Write(received, copied, fits);
            cut |= fits < to - copied;
        }
    }

    private static string Username(EndpointAuthorization authorization) => authorization is EndpointAuthorization.Basic basic ? basic.Username : "";

    private static IEnumerable<string> Parts(EndpointAuthorization authorization) => authorization switch
    {
        // Some services require an empty password; then the user name is the secret.
        EndpointAuthorization.Basic { Password: "" } basic => [.. Parts(basic.HeaderValue()!), basic.Username],
        EndpointAuthorization.Basic basic => [.. Parts(basic.HeaderValue()!), basic.Password],
        EndpointAuthorization.Token token => Parts(token.Value),
        _ => [],
    };

    /// <summary>A value, and the parts of it that an endpoint may echo alone: credentials without their scheme, and the decoded user name and password.</summary>
    private static IEnumerable<string> Parts(string value, bool isKnownSecret = true)
    {
        var words = value.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is not [var scheme, var credentials] || credentials.Contains(' ', StringComparison.Ordinal))
        {
            yield return value;
            yield break;
        }

        // A well-known scheme is not secret, and shows what was masked. Any other first word may be part of the secret.
        if (!WellKnownSchemes.Contains(scheme) || credentials.Length < SecretPattern.MinLengthAnywhere)
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
