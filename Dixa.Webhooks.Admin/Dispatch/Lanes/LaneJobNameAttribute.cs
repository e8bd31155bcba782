using Hangfire;
using Hangfire.Common;
using Hangfire.Dashboard;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>Shows the webhook's name in Hangfire's dashboard.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LaneJobNameAttribute() : JobDisplayNameAttribute("Deliver to {0}")
{
    public override string Format(DashboardContext context, Job job) =>
        job.Args[0] is Guid id && context.GetHttpContext().RequestServices.GetRequiredService<LaneRegistry>().NameOf(id) is { } name
            ? $"Deliver to {name} ({id})"
            : base.Format(context, job);
}
