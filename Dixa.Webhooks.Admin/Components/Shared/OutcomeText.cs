using System.Globalization;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The display texts for a day's attempts.</summary>
public static class OutcomeText
{
    public const string NoAttempts = "No attempts";

    /// <summary>The success rate, rounded down so that 100 % means that every attempt succeeded; null when there were no attempts.</summary>
    public static string? Rate(DayOutcome day) => day.Succeeded + day.Failed is var all and > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Succeeded * 1_000 / all / 10m:0.#} %")
        : null;

    public static string Sentence(DayOutcome day) => Rate(day) is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"{rate} of {Attempts(day.Succeeded + day.Failed)} in the last 24 hours succeeded")
        : $"{NoAttempts} in the last 24 hours";

    private static string Attempts(long count) =>
        count == 1 ? "1 attempt" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} attempts");
}
