namespace Dixa.Webhooks.Bench.Reporting;

/// <summary>One figure of a scenario.</summary>
/// <param name="Scenario">The scenario and its case, for example <c>drain, 1 webhook</c>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Measurement(string Scenario, double Value, string Unit)
{
    /// <summary>The same measured without the application in the same run; null where there is no such thing.</summary>
    public double? Ceiling { get; init; }

    /// <summary>What the figure must reach; null when it stands there for information.</summary>
    public Bar? Bar { get; init; }

    /// <summary>What else was seen, for example that each delivery arrived exactly once.</summary>
    public string? Note { get; init; }

    public double? Ratio => Value / Ceiling;

    public bool? Met => Bar?.IsMet(this);
}
