using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Random JSON with spaces anywhere, every kind of escape, and numbers in every form.</summary>
internal static class RandomJson
{
    private static readonly string[] Plain = ["a", "Z", "7", " ", "é", "ß", "日", "😀", "\u2028", "\u007f", "'", "</script>", "data", "{", "]", ","];
    private static readonly string[] Escaped = [@"\n", @"\t", @"\b", @"\""", @"\\", @"\/", @"\u0000", @"\u00e9", @"\u0041", @"\ud83d\ude00"];

    // An unpaired surrogate. Texts may contain it, because only the receiver reads them.
    private static readonly string[] Half = [@"\ud800", @"\uDFFF"];

    public static Gen<string> Space { get; } = Gen.Frequency((7, Gen.Constant("")), (1, Gen.Elements(" ", "\n", "\t", "\r\n", "   ")));

    public static Gen<string> Name { get; } = Quoted([.. Plain, .. Escaped]);

    public static Gen<string> Text { get; } = Quoted([.. Plain, .. Escaped, .. Half]);

    public static Gen<string> Number { get; } =
        from sign in Gen.Elements("", "-")
        from whole in Gen.OneOf(Gen.Elements("0", "1", "4711", "123456789012345678901234567890"), Gen.Choose(1, int.MaxValue).Select(n => n.ToString(CultureInfo.InvariantCulture)))
        from fraction in Gen.Elements("", "", ".0", ".50", ".000000000000000000001")
        from exponent in Gen.Elements("", "", "e5", "E+400", "e-7", "E0")
        select sign + whole + fraction + exponent;

    private static Gen<string> Scalar { get; } = Gen.OneOf(Text, Number, Gen.Elements("true", "false", "null"));

    /// <summary>Any value up to this depth.</summary>
    public static Gen<string> Value(int depth = 3) => depth == 0
        ? Scalar
        : Gen.Frequency(
            (4, Scalar),
            (1, Few(Value(depth - 1)).SelectMany(values => Joined("[", values, "]"))),
            (1, Few(Member(Name, Value(depth - 1))).SelectMany(members => Joined("{", members, "}"))));

    public static Gen<string> Member(Gen<string> name, Gen<string> value) =>
        from spelt in name
        from before in Space
        from after in Space
        from one in value
        select $"{spelt}{before}:{after}{one}";

    /// <summary>An ASCII name, randomly escaped.</summary>
    public static Gen<string> Spelt(string name) => Gen.Frequency(
        (4, Gen.Constant($"\"{name}\"")),
        (1, Gen.Choose(0, name.Length - 1).Select(at => string.Create(CultureInfo.InvariantCulture, $"\"{name[..at]}\\u{(int)name[at]:x4}{name[(at + 1)..]}\""))));

    public static Gen<string> Joined(string open, IReadOnlyList<string> parts, string close) =>
        from spaces in Gen.ArrayOf(Space, (2 * parts.Count) + 1)
        select $"{open}{spaces[0]}{string.Join(',', parts.Select((part, i) => $"{spaces[(2 * i) + 1]}{part}{spaces[(2 * i) + 2]}"))}{close}";

    /// <summary>None to three of these.</summary>
    public static Gen<List<string>> Few(Gen<string> one) => Gen.Choose(0, 3).SelectMany(count => Gen.ListOf(one, count));

    private static Gen<string> Quoted(string[] pieces) =>
        Gen.Choose(0, 6).SelectMany(count => Gen.ArrayOf(Gen.Elements(pieces), count)).Select(chosen => $"\"{string.Concat(chosen)}\"");
}
