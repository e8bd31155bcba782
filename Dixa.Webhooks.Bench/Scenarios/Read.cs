namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Something that a screen or the REST API reads.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="RunAsync">Reads it.</param>
internal sealed record Read(string Name, Func<Task> RunAsync)
{
    /// <summary>The most that it may take.</summary>
    public double BarMilliseconds { get; init; } = 50;
}
