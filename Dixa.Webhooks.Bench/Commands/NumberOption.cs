using System.CommandLine;
using System.Globalization;

namespace Dixa.Webhooks.Bench.Commands;

/// <summary>Options for whole numbers, with error messages that say what is allowed.</summary>
internal static class NumberOption
{
    public static Option<int> One(string name, string description, int initial, int min, int max) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => initial,
        CustomParser = result => Parse(name, result.Tokens[0].Value, min, max, result.AddError),
    };

    /// <summary>An option without a default.</summary>
    public static Option<int> Optional(string name, string description, int min, int max) => new(name)
    {
        Description = description,
        CustomParser = result => Parse(name, result.Tokens[0].Value, min, max, result.AddError),
    };

    /// <summary>An option for several numbers, separated by commas.</summary>
    public static Option<int[]> Several(string name, string description, int[] initial, int min, int max) => new(name)
    {
        Description = $"{description} Separate several values with commas, for example {string.Join(',', initial)}.",
        DefaultValueFactory = _ => initial,
        CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(text => Parse(name, text, min, max, result.AddError))],
    };

    private static int Parse(string name, string text, int min, int max, Action<string> refuse)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        refuse(string.Create(CultureInfo.InvariantCulture, $"{name} is \"{text}\". It must be a whole number from {min} to {max}."));
        return min;
    }
}
