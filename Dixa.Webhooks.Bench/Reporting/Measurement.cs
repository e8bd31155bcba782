namespace Dixa.Webhooks.Bench.Reporting;

/// <summary>One figure of a scenario.</summary>
/// <param name="Scenario">The scenario and its case, for example <c>drain, 1 webhook</c>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">The unit.</param>
internal sealed record Measurement(string Scenario, double Value, string Unit)
{
    /// <summary>The same figure without the application, measured in the same run; null if there is none.</summary>
    public double? Ceiling { get; init; }

    /// <summary>The target; null if the figure is only informational.</summary>
    public Bar? Bar { get; init; }

    /// <summary>Other observations, for example that each delivery arrived exactly once.</summary>
    public string? Note { get; init; }

    public double? Ratio => Value / Ceiling;

    public bool? Met => Bar?.IsMet(this);
}
