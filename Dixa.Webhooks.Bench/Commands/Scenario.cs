using System.CommandLine;
using Dixa.Webhooks.Bench.Reporting;

namespace Dixa.Webhooks.Bench.Commands;

/// <summary>A scenario's command.</summary>
internal abstract class Scenario(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>The scenario's own options.</summary>
    public abstract IEnumerable<Option> Options { get; }

    /// <summary>Returns what is wrong with the combination of values, or null.</summary>
    public virtual string? Error(ParseResult parsed) => null;

    /// <summary>Measures the figures one by one.</summary>
    public abstract IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, CancellationToken cancel);

    /// <summary>
    /// Returns an option's value. The command <c>all</c> has only a few options, each for every scenario with an option of that name; other
    /// options have their defaults.
    /// </summary>
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

        // Getting the default of an option without one would throw.
        return option.HasDefaultValue ? (T)option.GetDefaultValue()! : default!;
    }

    /// <summary>Returns an option's value; in a quick run <paramref name="quick"/> if it is not set.</summary>
    protected static T Value<T>(RunOptions run, ParseResult parsed, Option<T> option, T quick) =>
        run.IsQuick && parsed.GetResult(option) is null or { Implicit: true } ? quick : Value(parsed, option);
}
