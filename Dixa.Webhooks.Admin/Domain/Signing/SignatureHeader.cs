using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>A value of <see cref="DixaSignature.HeaderName"/>.</summary>
/// <param name="Time">The digits of <c>t</c>, exactly as signed.</param>
/// <param name="Signatures">The <c>v1</c> values, 64 lower-case hex digits each. Any match is enough.</param>
public sealed record SignatureHeader(string Time, IReadOnlyList<string> Signatures)
{
    /// <summary>The number of digits of Unix milliseconds from 2001 to 2286.</summary>
    public const int TimeDigits = 13;

    private const int SecondsDigits = 10;
    private const int SignatureDigits = 64;

    /// <summary>Whether <see cref="Time"/> is in seconds, as in many other systems.</summary>
    public bool IsInSeconds => Time.Length == SecondsDigits;

    public DateTimeOffset SignedAt => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Time, CultureInfo.InvariantCulture));

    /// <summary>
    /// Reads the value, or a whole line including the header's name. Parts other than <c>t</c> and <c>v1</c> are ignored. If the result is null,
    /// <paramref name="error"/> says which part is malformed.
    /// </summary>
    public static SignatureHeader? Read(string text, out string? error)
    {
        var parts = WithoutName(text.Trim()).Split(',');
        var times = Values(parts, "t=");
        var signatures = Values(parts, "v1=");
        error =
            parts is [""] ? "The header is empty."
            : parts.FirstOrDefault(part => part.Length != part.Trim().Length) is { } spaced ? $"There is a space next to “{spaced.Trim()}”. The header has no spaces."
            : times.Length != 1 ? times.Length == 0 ? "t=… is missing." : "t=… appears more than once."
            : TimeError(times[0]) is { } timeError ? timeError
            : signatures.Length == 0 ? "v1=… is missing."
            : signatures.Select(SignatureError).FirstOrDefault(signatureError => signatureError is not null);
        return error is null ? new SignatureHeader(times[0], signatures) : null;
    }

    private static string WithoutName(string text) =>
        text.StartsWith(DixaSignature.HeaderName + ":", StringComparison.OrdinalIgnoreCase) ? text[(DixaSignature.HeaderName.Length + 1)..].TrimStart() : text;

    private static string[] Values(string[] parts, string name) =>
        [.. parts.Where(part => part.StartsWith(name, StringComparison.Ordinal)).Select(part => part[name.Length..])];

    private static string? TimeError(string time) => time switch
    {
        "" => "t= has no value.",
        _ when !time.All(char.IsAsciiDigit) => "t is not a whole number of milliseconds.",
        { Length: TimeDigits or SecondsDigits } => null,
        _ => $"t has {Counted(time.Length, "digit")}. Unix milliseconds have {TimeDigits}.",
    };

    private static string? SignatureError(string signature) => signature switch
    {
        "" => "v1= has no value.",
        _ when !signature.All(char.IsAsciiHexDigit) => "v1 contains a character that is not a hex digit.",
        { Length: not SignatureDigits } => $"v1 has {Counted(signature.Length, "digit")}. It must have {SignatureDigits}.",
        _ when signature.Any(char.IsAsciiLetterUpper) => "v1 has upper-case letters. It is sent in lower case.",
        _ => null,
    };

    private static string Counted(int count, string what) => count == 1 ? $"one {what}" : $"{count} {what}s";
}
