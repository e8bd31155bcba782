using System.CommandLine;
using Npgsql;

namespace Dixa.Webhooks.Bench.Commands;

/// <summary>Options of the scenarios that run on PostgreSQL too.</summary>
internal static class StoreOptions
{
    public static Option<string?> Postgres { get; } = new("--postgres")
    {
        Description = "How to connect to a PostgreSQL server, for example \"Host=127.0.0.1;Username=bench;Password=…\". Each run makes a database there and drops it.",
        Validators =
        {
            option =>
            {
                try
                {
                    _ = new NpgsqlConnectionStringBuilder(option.GetValueOrDefault<string?>());
                }
                catch (ArgumentException wrong)
                {
                    option.AddError($"--postgres: {wrong.Message}; allowed is a connection string such as \"Host=127.0.0.1;Username=bench;Password=…\".");
                }
            },
        },
    };

    public static Option<int> Processes { get; } = NumberOption.One("--processes", "How many processes of the application share the store; more than one need --postgres.", 1, 1, 8);

    public static RunOptions Read(RunOptions run, string? postgres, int processes) => run with { Postgres = postgres, Processes = processes };

    /// <summary>Says what is wrong with the two together; null when nothing is.</summary>
    public static string? Error(string? postgres, int processes) => processes > 1 && string.IsNullOrEmpty(postgres)
        ? $"--processes is {processes}; a SQLite file belongs to one process. Allowed is 1, or more with --postgres."
        : null;
}
