using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>How long the history is kept: section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    private const int MaxDays = 36_500;

    /// <summary>Final deliveries that are older are purged, with their attempts and events. 0 keeps everything.</summary>
    [Between(0, MaxDays)]
    public int Days { get; set; } = 30;

    /// <summary>This many of the newest deliveries of each webhook and event type stay, however old they are. 0 turns that off.</summary>
    [Between(0, 100_000)]
    public int KeepPerEventType { get; set; } = 50;

    /// <summary>Hourly statistics that are older are purged. 0 keeps everything.</summary>
    [Between(0, MaxDays)]
    public int StatisticsDays { get; set; } = 400;

    internal RetentionRule Rule => new(OrNull(Days), KeepPerEventType, OrNull(StatisticsDays));

    private static TimeSpan? OrNull(int days) => days == 0 ? null : TimeSpan.FromDays(days);
}
