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
    public virtual string? Error(ParseResult parsed) => null;

    /// <summary>Measures one figure after the other.</summary>
    public abstract IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, CancellationToken cancel);

    /// <summary>An option's value. The command <c>all</c> has only a few options, each for every scenario that has one of its name; the others keep their defaults.</summary>
    protected static T Value<T>(ParseResult parsed, Option<T> option)
    {
        var options = parsed.CommandResult.Command.Options;
        if (options.Contains(option))
        {
            return parsed.GetValue(option)!;
        }

        if (options.FirstOrDefault(shared => shared.Name == option.Name) is Option<T> same && parsed.GetResult(same) is not null)
        {
            return parsed.GetValue(same)!;
        }

        // An option without a default has no value then: asking for its default is an error.
        return option.HasDefaultValue ? (T)option.GetDefaultValue()! : default!;
    }
}
