namespace Dixa.Webhooks.Bench;

/// <summary>What every scenario needs to know.</summary>
/// <param name="App">The built application.</param>
/// <param name="Seed">Decides the event ids.</param>
/// <param name="PayloadBytes">The length of each envelope as it is delivered.</param>
/// <param name="RawReceiver">The receiver is a loop on raw sockets instead of a web server.</param>
internal sealed record RunOptions(string App, int Seed, int PayloadBytes, bool RawReceiver)
{
    /// <summary>How to connect to a PostgreSQL server, where each run makes a database of its own; null for SQLite files.</summary>
    public string? Postgres { get; init; }

    /// <summary>How many processes of the application share the store.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>What the scenario's name says of it.</summary>
    public string Words => Postgres is null ? "" : Processes == 1 ? ", PostgreSQL" : $", PostgreSQL, {Processes} processes";
}
