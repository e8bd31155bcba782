using System.CommandLine;
using System.Globalization;

namespace Dixa.Webhooks.Bench.Commands;

/// <summary>Options that hold whole numbers, and say what is allowed when they are given anything else.</summary>
internal static class NumberOption
{
    public static Option<int> One(string name, string description, int initial, int least, int most) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => initial,
        CustomParser = result => Parse(name, result.Tokens[0].Value, least, most, result.AddError),
    };

    /// <summary>Without a default.</summary>
    public static Option<int> Optional(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        CustomParser = result => Parse(name, result.Tokens[0].Value, least, most, result.AddError),
    };

    /// <summary>Several, parted by commas.</summary>
    public static Option<int[]> Several(string name, string description, int[] initial, int least, int most) => new(name)
    {
        Description = $"{description} Several are parted by commas, for example {string.Join(',', initial)}.",
        DefaultValueFactory = _ => initial,
        CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(text => Parse(name, text, least, most, result.AddError))],
    };

    private static int Parse(string name, string text, int least, int most, Action<string> refuse)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        refuse(string.Create(CultureInfo.InvariantCulture, $"{name} is \"{text}\"; allowed are whole numbers from {least} to {most}."));
        return least;
    }
}
