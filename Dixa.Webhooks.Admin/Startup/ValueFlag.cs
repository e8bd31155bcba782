namespace Dixa.Webhooks.Admin.Startup;

/// <summary>A flag on the command line with a value, as <c>--flag value</c> or <c>--flag=value</c>, that is no setting.</summary>
internal static class ValueFlag
{
    /// <summary>Returns the arguments without the flag.</summary>
    /// <param name="args">The arguments as they were typed.</param>
    /// <param name="flag">For example <c>--flag</c>.</param>
    /// <param name="value">The flag's value; null without the flag.</param>
    /// <param name="isMissing">Whether the flag has no value.</param>
    public static string[] Take(IReadOnlyList<string> args, string flag, out string? value, out bool isMissing)
    {
        (value, isMissing) = (null, false);
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (isFlag, given) = Read(flag, args[i], args.ElementAtOrDefault(i + 1), out var taken);
            if (!isFlag)
            {
                rest.Add(args[i]);
            }
            else if (string.IsNullOrWhiteSpace(given))
            {
                isMissing = true;
            }
            else
            {
                value = given;
                i += taken;
            }
        }

        return [.. rest];
    }

    private static (bool IsFlag, string? Value) Read(string flag, string argument, string? next, out int taken)
    {
        taken = 0;
        if (argument.StartsWith($"{flag}=", StringComparison.OrdinalIgnoreCase))
        {
            return (true, argument[(flag.Length + 1)..]);
        }

        taken = 1;
        return argument.Equals(flag, StringComparison.OrdinalIgnoreCase) ? (true, next is ['-', ..] ? null : next) : (false, null);
    }
}
