using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>How long the secret of before a rotation signs beside the new one: not at all, or up to seven days.</summary>
public static class SecretOverlap
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Long enough for somebody to change an endpoint in working hours, wherever it is.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromHours(24);

    /// <summary>Those that people choose from.</summary>
    public static IReadOnlyList<TimeSpan> Choices { get; } = [TimeSpan.Zero, TimeSpan.FromHours(1), Usual, Longest];

    /// <summary>What is wrong with a length and what is allowed, or null.</summary>
    public static string? Error(TimeSpan overlap) => overlap < TimeSpan.Zero || overlap > Longest
        ? string.Create(CultureInfo.InvariantCulture, $"The old secret may sign beside the new one for {Longest.TotalSeconds:N0} seconds ({Words(Longest)}) at most; 0 stands for not at all.")
        : null;

    /// <summary>The length in the largest unit of which it is a whole number, but <c>24 hours</c> for one day.</summary>
    public static string Words(TimeSpan overlap) => overlap switch
    {
        { TotalDays: >= 2 } when overlap.Ticks % TimeSpan.TicksPerDay == 0 => Counted(overlap.TotalDays, "day"),
        _ when overlap.Ticks % TimeSpan.TicksPerHour == 0 => Counted(overlap.TotalHours, "hour"),
        _ when overlap.Ticks % TimeSpan.TicksPerMinute == 0 => Counted(overlap.TotalMinutes, "minute"),
        _ => Counted(overlap.TotalSeconds, "second"),
    };

    private static string Counted(double count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count:0} {unit}{(count == 1 ? "" : "s")}");
}
