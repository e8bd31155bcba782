namespace Dixa.Webhooks.Admin.Startup;

/// <summary>A command line flag with a value (<c>--flag value</c> or <c>--flag=value</c>) that is not a setting.</summary>
internal static class ValueFlag
{
    /// <summary>
    /// Returns the arguments without the flag. <paramref name="value"/> is null without the flag; <paramref name="isMissing"/> is true if
    /// the flag has no value.
    /// </summary>
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
