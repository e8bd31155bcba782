using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>When a failing webhook is disabled: section <c>AutoDisable</c>.</summary>
public sealed class AutoDisableOptions
{
    public const string Section = "AutoDisable";

    [Between(1, 10_000)]
    public int ConsecutiveFailures { get; set; } = 25;

    /// <summary>All of these failures must have started within this time.</summary>
    [Between("00:00:01", "30.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(3);

    /// <summary>How often failing webhooks are checked.</summary>
    [CronInterval]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    public AutoDisableRule Rule => new(ConsecutiveFailures, Window);
}
