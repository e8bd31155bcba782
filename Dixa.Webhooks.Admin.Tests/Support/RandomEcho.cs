using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A secret, and how an endpoint echoes it in its response.</summary>
/// <param name="Secret">The sent secret.</param>
/// <param name="Before">The text before it in the response.</param>
/// <param name="Spelling">How it is encoded; each part is one of the secret's characters, unless it was escaped more than once.</param>
/// <param name="After">The text after it.</param>
public sealed record Echo(string Secret, string Before, IReadOnlyList<string> Spelling, string After)
{
    public string Text => Before + string.Concat(Spelling) + After;
}

/// <summary>Generates echoes: random characters, each escaped or not, in JSON, URLs and HTML.</summary>
public static class RandomEcho
{
    private static readonly string[] Characters =
    [
        .. "abcdefgzABCDEFGZ0123456789".Select(character => $"{character}"),
        .. "\"\\/%&+-_=<>'#;:{}[]!@$^*()~|,.?".Select(character => $"{character}"),
        "u", "x", "ü", "ß", "日", "é",
    ];

    private static readonly Func<char, Gen<string>>[] Schemes = [InJson, InUrl, InHtml];

    public static Arbitrary<Echo> Echo() => (
        from secret in Secret()
        from nesting in Gen.Choose(0, 3)
        from spelling in Spelled([.. secret.Select(character => $"{character}")], nesting)
        from before in Gen.Elements("", "{\"k\": \"", "k=", "<p title='", "x: ", "[")
        from after in Gen.Elements("", "\"}", "&next=1", "' />", "\r\n", "]")
        select new Echo(secret, before, spelling, after)).ToArbitrary();

    private static Gen<string> Secret() =>
        from length in Gen.Choose(8, 24)
        from characters in Gen.ArrayOf(Gen.Elements(Characters), length)
        select string.Concat(characters);

    private static Gen<IReadOnlyList<string>> Spelled(IReadOnlyList<string> parts, int nesting) => nesting == 0
        ? Gen.Constant(parts)
        : from scheme in Gen.Elements(Schemes)
          from once in Gen.CollectToArray(parts, part => Gen.CollectToArray(part, scheme).Select(string.Concat))
          from again in Spelled(once, nesting - 1)
          select again;

    private static Gen<string> InJson(char character) => character switch
    {
        '"' or '\\' => Gen.OneOf(Gen.Constant($"\\{character}"), Escape("\\u", character, 4)),
        '/' => Gen.OneOf(Gen.Elements("/", "\\/"), Escape("\\u", character, 4)),
        _ => Gen.OneOf(Gen.Constant($"{character}"), Escape("\\u", character, 4)),
    };

    private static Gen<string> InUrl(char character)
    {
        var upper = string.Concat(Encoding.UTF8.GetBytes([character]).Select(part => $"%{part:X2}"));
        var escaped = Gen.Elements(upper, upper.ToLowerInvariant());
        return character switch
        {
            '%' or '+' => escaped,
            _ => Gen.OneOf(Gen.Constant($"{character}"), escaped),
        };
    }

    private static Gen<string> InHtml(char character)
    {
        var number = Gen.OneOf(
            Gen.Constant(string.Create(CultureInfo.InvariantCulture, $"&#{(int)character};")),
            Escape("&#x", character, 1).Select(text => text + ";"),
            Escape("&#X", character, 3).Select(text => text + ";"));
        return character switch
        {
            '&' => Gen.OneOf(Gen.Constant("&amp;"), number),
            '<' => Gen.OneOf(Gen.Constant("&lt;"), number),
            '"' => Gen.OneOf(Gen.Elements("&quot;", "\""), number),
            '\'' => Gen.OneOf(Gen.Elements("&apos;", "'"), number),
            '+' => Gen.OneOf(Gen.Elements("&plus;", "+"), number),
            'ü' => Gen.OneOf(Gen.Elements("&uuml;", "ü"), number),
            _ => Gen.OneOf(Gen.Constant($"{character}"), number),
        };
    }

    private static Gen<string> Escape(string start, char character, int digits) =>
        from upper in Gen.Elements(true, false)
        let hex = ((int)character).ToString(upper ? $"X{digits}" : $"x{digits}", CultureInfo.InvariantCulture)
        select start + hex;
}
