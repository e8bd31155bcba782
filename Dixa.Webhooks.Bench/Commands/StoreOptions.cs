using System.CommandLine;
using Npgsql;

namespace Dixa.Webhooks.Bench.Commands;

/// <summary>Options of scenarios that can also run on PostgreSQL.</summary>
internal static class StoreOptions
{
    public static Option<string?> Postgres { get; } = new("--postgres")
    {
        Description = "The connection string of a PostgreSQL server, for example \"Host=127.0.0.1;Username=bench;Password=…\". Each run creates a database there and drops it.",
        Validators =
        {
            option =>
            {
                try
                {
                    _ = new NpgsqlConnectionStringBuilder(option.GetValueOrDefault<string?>());
                }
                catch (ArgumentException error)
                {
                    option.AddError($"--postgres: {error.Message} It must be a connection string such as \"Host=127.0.0.1;Username=bench;Password=…\".");
                }
            },
        },
    };

    public static Option<int> Processes { get; } = NumberOption.One("--processes", "The number of application processes that share the database; more than one requires --postgres.", 1, 1, 8);

    public static RunOptions Read(RunOptions run, string? postgres, int processes) => run with { Postgres = postgres, Processes = processes };

    /// <summary>Returns what is wrong with the combination, or null.</summary>
    public static string? Error(string? postgres, int processes) => processes > 1 && string.IsNullOrEmpty(postgres)
        ? $"--processes is {processes}. It must be 1 with SQLite; more requires --postgres."
        : null;
}
