using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>A request that a user pasted to find out why its signature is rejected.</summary>
/// <param name="Header">The value of <see cref="DixaSignature.HeaderName"/>, or the whole line.</param>
/// <param name="Body">The received bytes, possibly changed by a text box.</param>
/// <param name="Secret">The receiver's secret; null if not given.</param>
public sealed record ShownRequest(string Header, ReadOnlyMemory<byte> Body, VerificationSecret? Secret);

/// <summary>An event as it was sent to a webhook.</summary>
/// <param name="Payload">The exact bytes.</param>
/// <param name="Headers">The signature headers of its attempts, as far as they are known.</param>
public sealed record SentEvent(byte[] Payload, IReadOnlyList<SignatureHeader> Headers);

/// <summary>Determines whether a signature is valid, and if not, which part is wrong.</summary>
public static partial class SignatureInspection
{
    /// <summary>The max age that the Verify tab recommends to receivers.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private static readonly byte[][] EventIdName = ["event_id"u8.ToArray()];

    /// <summary>Returns the event id in a body, even if the body is truncated or no longer valid JSON; null if it has none.</summary>
    public static Guid? EventIdIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonElement.Parse(body.Span) is { ValueKind: JsonValueKind.Object } root ? EventIdOf(root) : null;
        }
        catch (JsonException)
        {
            return EventId().Match(Encoding.UTF8.GetString(body.Span)) is { Success: true } match ? Guid.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
        }
    }

    /// <param name="shown">The pasted request.</param>
    /// <param name="secrets">The webhook's secrets. While two are active, the receiver may use either.</param>
    /// <param name="sent">The event in the body; null if it was not sent to this webhook.</param>
    /// <param name="now">The time of the inspection.</param>
    public static Finding Inspect(ShownRequest shown, SigningSecrets secrets, SentEvent? sent, DateTimeOffset now)
    {
        if (SignatureHeader.Read(shown.Header, out var error) is not { } header)
        {
            return new Finding.MalformedHeader(error!);
        }

        var candidates = Candidates(shown, secrets, now);
        if (candidates.Count == 0)
        {
            return new Finding.ReceiversSecretDiffers();
        }

        if (header.IsInSeconds)
        {
            return new Finding.TimeInSeconds();
        }

        var lineEndsAssumed = sent is not null && !shown.Body.Span.SequenceEqual(sent.Payload) && IsTextBoxOf(shown.Body.Span, sent.Payload);
        var body = lineEndsAssumed ? sent!.Payload : shown.Body;
        if (MistakesIn(header, candidates, secrets, body.Span) is var (mistakes, secret))
        {
            return mistakes.Count == 0
                ? InTime(new Finding.Valid(now - header.SignedAt, lineEndsAssumed, secret != secrets.Current))
                : new Finding.Mistaken(mistakes, Body: null);
        }

        if (sent is null)
        {
            return new Finding.Unexplained();
        }

        var difference = BodyDifference.Between(sent.Payload, body.Span);
        if (sent.Headers.FirstOrDefault(attempt => attempt.Time != header.Time && attempt.Signatures.Intersect(header.Signatures).Any()) is { } attempt)
        {
            return new Finding.TimeChanged(attempt.Time, difference);
        }

        return (difference is null ? null : MistakesIn(header, candidates, secrets, sent.Payload)?.Mistakes) switch
        {
            null => new Finding.OtherSecret(difference),
            { Count: 0 } => new Finding.BodyChanged(difference!),
            { } made => new Finding.Mistaken(made, difference),
        };
    }

    /// <summary>The secrets that may have made the signature: all active ones, or only the receiver's if it is active.</summary>
    private static List<VerificationSecret> Candidates(ShownRequest shown, SigningSecrets secrets, DateTimeOffset now)
    {
        List<VerificationSecret> signing = secrets.PreviousAt(now) is { } previous ? [secrets.Current, previous] : [secrets.Current];
        return shown.Secret is { } receivers ? signing.FindAll(secret => CryptographicOperations.FixedTimeEquals(receivers.Key, secret.Key)) : signing;
    }

    private static Finding InTime(Finding.Valid valid) => valid.Age.Duration() <= Tolerance ? valid : new Finding.OutOfTime(valid.Age);

    /// <summary>Returns the first secret that explains one of the header's signatures for this body, and the mistakes; null if none does.</summary>
    private static (IReadOnlyList<SigningMistake> Mistakes, VerificationSecret Secret)? MistakesIn(
        SignatureHeader header, List<VerificationSecret> candidates, SigningSecrets secrets, ReadOnlySpan<byte> body)
    {
        foreach (var secret in candidates)
        {
            if (MistakesIn(header, secret, secrets, body) is { } mistakes)
            {
                return (mistakes, secret);
            }
        }

        return null;
    }

    /// <summary>Reads the root's member, in any order of members.</summary>
    private static Guid? EventIdOf(JsonElement root)
    {
        var found = new JsonElement[EventIdName.Length];
        JsonText.Find(root, EventIdName, found);
        return found is [{ ValueKind: JsonValueKind.String } id] && JsonText.IsUuid(id) ? id.GetGuid() : null;
    }

    /// <summary>Returns the mistakes that explain one of the header's signatures for this body: none if it is correct, null if nothing explains it.</summary>
    private static IReadOnlyList<SigningMistake>? MistakesIn(SignatureHeader header, VerificationSecret secret, SigningSecrets secrets, ReadOnlySpan<byte> body)
    {
        var hex = secret.Reveal();
        var correct = DixaSignature.Digest(secret.Key, $"{header.Time}.", body);
        (byte[] Key, SigningMistake? Mistake)[] keys =
        [
            (secret.Key.ToArray(), null),
            (Encoding.ASCII.GetBytes(hex), SigningMistake.HexTextAsKey),
            (Encoding.ASCII.GetBytes(hex.ToUpperInvariant()), SigningMistake.HexTextAsKey),
        ];
        (string Before, SigningMistake? Mistake)[] messages =
        [
            ($"{header.Time}.", null),
            ($"{header.Time[..^3]}.", SigningMistake.SecondsSigned),
            ("", SigningMistake.TimeLeftOut),
            (header.Time, SigningMistake.DotLeftOut),
            ($"t={header.Time}.", SigningMistake.NameSigned),
            ($"t={header.Time},v1={correct}.", SigningMistake.HeaderSigned),
            ($"{DixaSignature.Create(secrets, header.SignedAt, body)}.", SigningMistake.HeaderSigned),
        ];
        foreach (var (key, keyMistake) in keys)
        {
            foreach (var (before, messageMistake) in messages)
            {
                if (Matches(header, DixaSignature.Digest(key, before, body)))
                {
                    return [.. new[] { keyMistake, messageMistake }.OfType<SigningMistake>()];
                }
            }
        }

        return null;
    }

    private static bool Matches(SignatureHeader header, string digest) => header.Signatures.Any(signature =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(digest)));

    /// <summary>Whether a text box that contains the payload would return these bytes. A text box normalizes line ends and supports only UTF-8.</summary>
    private static bool IsTextBoxOf(ReadOnlySpan<byte> pasted, ReadOnlySpan<byte> sent) =>
        pasted.SequenceEqual(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(sent).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')));

    [GeneratedRegex("\"event_id\"\\s*:\\s*\"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\"")]
    private static partial Regex EventId();
}
