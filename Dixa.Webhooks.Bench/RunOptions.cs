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

    /// <summary>Whether warm-ups are cut short and only one small case of each scenario is measured. The figures mean nothing.</summary>
    public bool IsQuick { get; init; }

    /// <summary>The suffix of the scenario's name.</summary>
    public string Words => Postgres is null ? "" : Processes == 1 ? ", PostgreSQL" : $", PostgreSQL, {Processes} processes";

    /// <summary>The length of a warm-up: <paramref name="usual"/> in a real run, <paramref name="quick"/> in a quick one.</summary>
    public T WarmUp<T>(T usual, T quick) => IsQuick ? quick : usual;
}
