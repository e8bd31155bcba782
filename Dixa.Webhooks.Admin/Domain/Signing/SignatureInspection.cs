using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>A request as somebody shows it who wonders why it does not verify.</summary>
/// <param name="Header">The value of <see cref="DixaSignature.HeaderName"/>, or the whole line.</param>
/// <param name="Body">The bytes that the receiver had, or that a text box made of them.</param>
/// <param name="Secret">The secret that the receiver uses; null when it is not shown.</param>
public sealed record ShownRequest(string Header, ReadOnlyMemory<byte> Body, VerificationSecret? Secret);

/// <summary>What a webhook was sent of an event.</summary>
/// <param name="Payload">In its exact bytes.</param>
/// <param name="Headers">Those of its attempts, as far as they are known.</param>
public sealed record SentEvent(byte[] Payload, IReadOnlyList<SignatureHeader> Headers);

/// <summary>Finds out whether a signature is valid, and if not, which part is wrong.</summary>
public static partial class SignatureInspection
{
    /// <summary>How old a request may be where a receiver keeps to what the Verify tab advises. The choice is the receiver's.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private static readonly byte[][] EventIdName = ["event_id"u8.ToArray()];

    /// <summary>The event that a body names, also when the body is cut or is no JSON any more; null when it names none.</summary>
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

    /// <param name="shown">What is inspected.</param>
    /// <param name="secrets">The webhook's own: while two of them sign, either may be the receiver's.</param>
    /// <param name="sent">The event that the body names; null when this webhook was sent none.</param>
    /// <param name="now">The time of the inspection.</param>
    public static Finding Inspect(ShownRequest shown, SigningSecrets secrets, SentEvent? sent, DateTimeOffset now)
    {
        if (SignatureHeader.Read(shown.Header, out var problem) is not { } header)
        {
            return new Finding.MalformedHeader(problem!);
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

    /// <summary>The secrets that a signature may be of: all that sign now, or the one of them that the receiver uses.</summary>
    private static List<VerificationSecret> Candidates(ShownRequest shown, SigningSecrets secrets, DateTimeOffset now)
    {
        List<VerificationSecret> signing = secrets.PreviousAt(now) is { } previous ? [secrets.Current, previous] : [secrets.Current];
        return shown.Secret is { } receivers ? signing.FindAll(secret => CryptographicOperations.FixedTimeEquals(receivers.Key, secret.Key)) : signing;
    }

    private static Finding InTime(Finding.Valid valid) => valid.Age.Duration() <= Tolerance ? valid : new Finding.OutOfTime(valid.Age);

    /// <summary>The first of these secrets by which one of the header's signatures comes about over this body, and how; null when nothing explains it.</summary>
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

    /// <summary>The root's own, whatever order the members were written in.</summary>
    private static Guid? EventIdOf(JsonElement root)
    {
        var found = new JsonElement[EventIdName.Length];
        JsonText.Find(root, EventIdName, found);
        return found is [{ ValueKind: JsonValueKind.String } id] && JsonText.IsUuid(id) ? id.GetGuid() : null;
    }

    /// <summary>The mistakes by which one of the header's signatures comes about over this body: none when it is right, null when nothing explains it.</summary>
    private static IReadOnlyList<SigningMistake>? MistakesIn(SignatureHeader header, VerificationSecret secret, SigningSecrets secrets, ReadOnlySpan<byte> body)
    {
        var hex = secret.Reveal();
        var right = DixaSignature.Digest(secret.Key, $"{header.Time}.", body);
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
            ($"t={header.Time},v1={right}.", SigningMistake.HeaderSigned),
            ($"{DixaSignature.Create(secrets, header.SignedAt, body)}.", SigningMistake.HeaderSigned),
        ];
        foreach (var (key, keyMistake) in keys)
        {
            foreach (var (before, messageMistake) in messages)
            {
                if (Fits(header, DixaSignature.Digest(key, before, body)))
                {
                    return [.. new[] { keyMistake, messageMistake }.OfType<SigningMistake>()];
                }
            }
        }

        return null;
    }

    private static bool Fits(SignatureHeader header, string digest) => header.Signatures.Any(signature =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(digest)));

    /// <summary>Whether a text box that was filled with a payload gives these bytes back: it knows one line end, and UTF-8 only.</summary>
    private static bool IsTextBoxOf(ReadOnlySpan<byte> pasted, ReadOnlySpan<byte> sent) =>
        pasted.SequenceEqual(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(sent).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')));

    [GeneratedRegex("\"event_id\"\\s*:\\s*\"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\"")]
    private static partial Regex EventId();
}
