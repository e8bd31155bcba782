namespace Dixa.Webhooks.Admin;

/// <summary>
/// <c>--migrate-store</c> on the command line, with a SQLite file or its connection string: copies that store into the PostgreSQL
/// database of the settings and ends, instead of starting the application.
/// </summary>
internal static class MigrateFlag
{
    public const string Flag = "--migrate-store";

    /// <summary>The arguments without the flag.</summary>
    /// <param name="args">As they were typed.</param>
    /// <param name="source">The store to be copied; null without the flag.</param>
    /// <param name="problem">What is wrong with the flag, as a sentence; null when nothing is.</param>
    public static string[] Take(IReadOnlyList<string> args, out string? source, out string? problem)
    {
        (source, problem) = (null, null);
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (isFlag, value) = Read(args[i], args.ElementAtOrDefault(i + 1), out var taken);
            if (!isFlag)
            {
                rest.Add(args[i]);
            }
            else if (string.IsNullOrWhiteSpace(value))
            {
                problem = $"{Flag} needs the SQLite store to be copied, for example {Flag} data/webhooks.db.";
            }
            else
            {
                source = value;
                i += taken;
            }
        }

        return [.. rest];
    }

    private static (bool IsFlag, string? Value) Read(string argument, string? next, out int taken)
    {
        taken = 0;
        if (argument.StartsWith($"{Flag}=", StringComparison.OrdinalIgnoreCase))
        {
            return (true, argument[(Flag.Length + 1)..]);
        }

        taken = 1;
        return argument.Equals(Flag, StringComparison.OrdinalIgnoreCase) ? (true, next is ['-', ..] ? null : next) : (false, null);
    }
}
