using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>The value of <see cref="DixaSignature.HeaderName"/> as somebody shows it.</summary>
/// <param name="Time">The digits of <c>t</c>, which are signed as they stand.</param>
/// <param name="Signatures">Each <c>v1</c>, 64 lower-case hex digits. There may be several, and one that fits is enough.</param>
public sealed record SignatureHeader(string Time, IReadOnlyList<string> Signatures)
{
    /// <summary>From 2001 to 2286, the milliseconds since 1970 have so many digits.</summary>
    public const int TimeDigits = 13;

    private const int SecondsDigits = 10;
    private const int SignatureDigits = 64;

    /// <summary>Whether <see cref="Time"/> is in seconds, as in many other systems.</summary>
    public bool IsInSeconds => Time.Length == SecondsDigits;

    public DateTimeOffset SignedAt => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Time, CultureInfo.InvariantCulture));

    /// <summary>Reads the value, or a whole line with the name before it. Parts other than <c>t</c> and <c>v1</c> are passed over.</summary>
    /// <param name="text">What was pasted.</param>
    /// <param name="problem">Which part is malformed, as a sentence for a reader; null when the result is not.</param>
    public static SignatureHeader? Read(string text, out string? problem)
    {
        var parts = WithoutName(text.Trim()).Split(',');
        var times = Values(parts, "t=");
        var signatures = Values(parts, "v1=");
        problem =
            parts is [""] ? "There is nothing in it."
            : parts.FirstOrDefault(part => part.Length != part.Trim().Length) is { } spaced ? $"There is a space beside “{spaced.Trim()}”; the header has none."
            : times.Length != 1 ? times.Length == 0 ? "There is no t=… in it." : "t=… stands in it more than once."
            : TimeError(times[0]) is { } wrongTime ? wrongTime
            : signatures.Length == 0 ? "There is no v1=… in it."
            : signatures.Select(SignatureError).FirstOrDefault(wrong => wrong is not null);
        return problem is null ? new SignatureHeader(times[0], signatures) : null;
    }

    private static string WithoutName(string text) =>
        text.StartsWith(DixaSignature.HeaderName + ":", StringComparison.OrdinalIgnoreCase) ? text[(DixaSignature.HeaderName.Length + 1)..].TrimStart() : text;

    private static string[] Values(string[] parts, string name) =>
        [.. parts.Where(part => part.StartsWith(name, StringComparison.Ordinal)).Select(part => part[name.Length..])];

    private static string? TimeError(string time) => time switch
    {
        "" => "There is nothing after t=.",
        _ when !time.All(char.IsAsciiDigit) => "t is not a whole number of milliseconds.",
        { Length: TimeDigits or SecondsDigits } => null,
        _ => $"t has {Counted(time.Length, "digit")}; the milliseconds since 1970 have {TimeDigits}.",
    };

    private static string? SignatureError(string signature) => signature switch
    {
        "" => "There is nothing after v1=.",
        _ when !signature.All(char.IsAsciiHexDigit) => "v1 holds something that is no hex digit.",
        { Length: not SignatureDigits } => $"v1 has {Counted(signature.Length, "digit")}; it should have {SignatureDigits}.",
        _ when signature.Any(char.IsAsciiLetterUpper) => "v1 has upper-case letters; it is sent in lower case.",
        _ => null,
    };

    private static string Counted(int count, string what) => count == 1 ? $"one {what}" : $"{count} {what}s";
}
