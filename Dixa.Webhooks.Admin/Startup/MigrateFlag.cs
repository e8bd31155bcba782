namespace Dixa.Webhooks.Admin.Startup;

/// <summary>
/// <c>--migrate-store</c> on the command line, with a SQLite file or its connection string: copies that store into the PostgreSQL
/// database of the settings and ends, instead of starting the application.
/// </summary>
internal static class MigrateFlag
{
    public const string Flag = "--migrate-store";

    /// <summary>Returns the arguments without the flag.</summary>
    /// <param name="args">The arguments as they were typed.</param>
    /// <param name="source">The store to be copied; null without the flag.</param>
    /// <param name="problem">What is wrong with the flag, as a sentence; null when nothing is.</param>
    public static string[] Take(IReadOnlyList<string> args, out string? source, out string? problem)
    {
        var rest = ValueFlag.Take(args, Flag, out source, out var isMissing);
        problem = isMissing ? $"{Flag} needs the SQLite store to be copied, for example {Flag} data/webhooks.db." : null;
        return rest;
    }
}
