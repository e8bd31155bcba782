namespace Dixa.Webhooks.Bench;

/// <summary>The options of every scenario.</summary>
/// <param name="App">The path of the built application.</param>
/// <param name="Seed">The seed of the event ids.</param>
/// <param name="PayloadBytes">The size of each delivered payload.</param>
/// <param name="RawReceiver">Whether the receiver uses raw sockets instead of a web server.</param>
internal sealed record RunOptions(string App, int Seed, int PayloadBytes, bool RawReceiver)
{
    /// <summary>The connection string of a PostgreSQL server, on which each run creates its own database; null for SQLite files.</summary>
    public string? Postgres { get; init; }

    /// <summary>The number of application processes that share the database.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>The suffix of the scenario's name.</summary>
    public string Words => Postgres is null ? "" : Processes == 1 ? ", PostgreSQL" : $", PostgreSQL, {Processes} processes";
}
