namespace Dixa.Webhooks.Admin.Startup;

/// <summary>
/// The command line flag <c>--migrate-store</c> with a SQLite file or connection string: copies that database into the configured
/// PostgreSQL database and exits, instead of starting the application.
/// </summary>
internal static class MigrateFlag
{
    public const string Flag = "--migrate-store";

    /// <summary>Returns the arguments without the flag, and the database to copy; null without the flag.</summary>
    public static string[] Take(IReadOnlyList<string> args, out string? source, out string? error)
    {
        var rest = ValueFlag.Take(args, Flag, out source, out var isMissing);
        error = isMissing ? $"{Flag} needs the SQLite database to copy, for example {Flag} data/webhooks.db." : null;
        return rest;
    }
}
