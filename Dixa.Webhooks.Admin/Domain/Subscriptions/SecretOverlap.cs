using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>How long the previous secret also signs after a rotation: from zero to seven days.</summary>
public static class SecretOverlap
{
    public static readonly TimeSpan Max = TimeSpan.FromDays(7);

    /// <summary>Long enough to update an endpoint during working hours in any time zone.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromHours(24);

    /// <summary>The choices on the screen.</summary>
    public static IReadOnlyList<TimeSpan> Choices { get; } = [TimeSpan.Zero, TimeSpan.FromHours(1), Usual, Max];

    /// <summary>Returns what is wrong with an overlap and what is allowed, or null.</summary>
    public static string? Error(TimeSpan overlap) => overlap < TimeSpan.Zero || overlap > Max
        ? string.Create(CultureInfo.InvariantCulture, $"The overlap must be between 0 (no overlap) and {Max.TotalSeconds:N0} seconds ({Words(Max)}).")
        : null;

    /// <summary>The overlap as text in the largest unit that gives a whole number, except that one day is <c>24 hours</c>.</summary>
    public static string Words(TimeSpan overlap) => overlap switch
    {
        { TotalDays: >= 2 } when overlap.Ticks % TimeSpan.TicksPerDay == 0 => Counted(overlap.TotalDays, "day"),
        _ when overlap.Ticks % TimeSpan.TicksPerHour == 0 => Counted(overlap.TotalHours, "hour"),
        _ when overlap.Ticks % TimeSpan.TicksPerMinute == 0 => Counted(overlap.TotalMinutes, "minute"),
        _ => Counted(overlap.TotalSeconds, "second"),
    };

    private static string Counted(double count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count:0} {unit}{(count == 1 ? "" : "s")}");
}
