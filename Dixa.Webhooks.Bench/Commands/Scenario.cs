using System.CommandLine;
using Dixa.Webhooks.Bench.Reporting;

namespace Dixa.Webhooks.Bench.Commands;

/// <summary>A scenario as the command line offers it.</summary>
internal abstract class Scenario(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>Its own options.</summary>
    public abstract IEnumerable<Option> Options { get; }

    /// <summary>Says what is wrong with the values together; null when nothing is.</summary>
    public virtual string? Problem(ParseResult parsed) => null;

    /// <summary>Measures one figure after the other.</summary>
    public abstract IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, CancellationToken cancel);

    /// <summary>An option's value; its default when the command does not have the option, as <c>all</c> has none of them.</summary>
    protected static T Value<T>(ParseResult parsed, Option<T> option) =>
        parsed.CommandResult.Command.Options.Contains(option) ? parsed.GetValue(option)! : (T)option.GetDefaultValue()!;
}
