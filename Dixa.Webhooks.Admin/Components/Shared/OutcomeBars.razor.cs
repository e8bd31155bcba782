using System.Globalization;
using System.Text;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The attempts of the last 24 hours as small bars, one per hour.</summary>
public sealed partial class OutcomeBars
{
    private const int Step = 4;
    private const int BarWidth = 3;
    private const int Width = (24 * Step) - (Step - BarWidth);
    private const int Above = 18;
    private const int Below = 9;
    private const int Height = Above + 1 + Below;
    private const string Line = "18.5";

    /// <summary>Shorter bars would not be visible.</summary>
    private const double MinHeight = 1.5;

    [Parameter, EditorRequired]
    public required DayOutcome Day { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    /// <summary>The height of one attempt: the same above and below the line, and small enough for the highest bar to fit.</summary>
    private double Unit => Math.Min(
        (double)Above / Math.Max(1, Day.Hours.Max(hour => hour.Succeeded)),
        (double)Below / Math.Max(1, Day.Hours.Max(hour => hour.Failed)));

    private string Bars(Func<AttemptCount, long> count, bool up)
    {
        var (path, unit) = (new StringBuilder(), Unit);
        for (var hour = 0; hour < Day.Hours.Count; hour++)
        {
            if (count(Day.Hours[hour]) is var attempts and > 0)
            {
                var height = Math.Max(MinHeight, attempts * unit);
                path.Append(CultureInfo.InvariantCulture, $"M{hour * Step} {(up ? Above : Above + 1)}v{(up ? -height : height):0.##}h{BarWidth}v{(up ? height : -height):0.##}z");
            }
        }

        return path.ToString();
    }
}
