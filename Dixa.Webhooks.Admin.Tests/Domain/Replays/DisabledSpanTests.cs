using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Replays;

public sealed class DisabledSpanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Activity AutoDisabled = new Activity.AutoDisabled(DisableReason.After(25, AttemptResult.Responded(500)));

    [Fact]
    public void A_disabled_webhook_has_one_without_an_end() => Assert.Equal(new DisabledSpan(Noon, null), DisabledSpan.Of(Noon, []));

    [Fact]
    public void An_enabled_webhook_has_the_last_one() =>
        Assert.Equal(
            new DisabledSpan(Noon.AddHours(3), Noon.AddHours(4)),
            DisabledSpan.Of(null, [At(0, new Activity.Created(false)), At(1, new Activity.Disabled()), At(2, new Activity.Enabled()), At(3, AutoDisabled), At(4, new Activity.Enabled())]));

    [Fact]
    public void A_webhook_that_was_created_disabled_has_one_from_its_start() =>
        Assert.Equal(new DisabledSpan(Noon, Noon.AddHours(1)), DisabledSpan.Of(null, [At(0, new Activity.Created(IsDisabled: true)), At(1, new Activity.Enabled())]));

    [Fact]
    public void A_webhook_that_was_never_disabled_has_none() => Assert.Null(DisabledSpan.Of(null, [At(0, new Activity.Created(false))]));

    [Fact]
    public void Without_the_start_in_the_audit_log_there_is_none() => Assert.Null(DisabledSpan.Of(null, [At(1, new Activity.Enabled())]));

    private static WebhookChange At(int hours, Activity activity) => new(Noon.AddHours(hours), "Ada", activity);
}
