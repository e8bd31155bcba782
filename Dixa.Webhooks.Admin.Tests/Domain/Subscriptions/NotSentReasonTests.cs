using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class NotSentReasonTests
{
    private const string Type = "CONVERSATION_CLOSED";

    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly SentEvent Event = new(Type, Noon, IsTest: false);
    private static readonly WebhookState Webhook = new(Noon.AddDays(-3), Subscribes: true, DisabledAt: null);

    [Fact]
    public void A_webhook_that_was_created_later() =>
        Assert.Equal(new NotSentReason.CreatedLater(Noon.AddHours(1)), NotSentReason.Of(Event, Webhook with { CreatedAt = Noon.AddHours(1) }, []));

    [Fact]
    public void A_test_of_another_webhook() => Assert.Equal(new NotSentReason.TestOfAnother(), NotSentReason.Of(Event with { IsTest = true }, Webhook, []));

    [Fact]
    public void A_webhook_that_was_disabled_by_a_person() =>
        Assert.Equal(new NotSentReason.Disabled(Noon.AddHours(-1), "Ada", false), NotSentReason.Of(Event, Webhook, [At(-1, new Activity.Disabled()), At(1, new Activity.Enabled())]));

    [Fact]
    public void A_webhook_that_was_disabled_automatically() =>
        Assert.Equal(
            new NotSentReason.Disabled(Noon.AddHours(-1), null, true),
            NotSentReason.Of(Event, Webhook, [At(-2, new Activity.Enabled()), At(-1, new Activity.AutoDisabled(DisableReason.After(25, AttemptResult.Responded(500))))]));

    [Fact]
    public void A_webhook_that_was_created_disabled() =>
        Assert.Equal(new NotSentReason.Disabled(Noon.AddHours(-1), "Ada", false), NotSentReason.Of(Event, Webhook, [At(-1, new Activity.Created(IsDisabled: true))]));

    [Fact]
    public void Without_its_history_the_next_change_tells_whether_it_was_disabled()
    {
        Assert.Equal(new NotSentReason.Disabled(null, null, false), NotSentReason.Of(Event, Webhook, [At(1, new Activity.Enabled())]));
        Assert.Equal(new NotSentReason.Disabled(Noon.AddHours(-1), null, false), NotSentReason.Of(Event, Webhook with { DisabledAt = Noon.AddHours(-1) }, []));
        Assert.Equal(new NotSentReason.Purged(), NotSentReason.Of(Event, Webhook with { DisabledAt = Noon.AddHours(1) }, [At(1, new Activity.Disabled())]));
    }

    [Fact]
    public void A_webhook_that_does_not_subscribe() => Assert.Equal(new NotSentReason.NotSubscribed(), NotSentReason.Of(Event, Webhook with { Subscribes = false }, []));

    [Fact]
    public void A_webhook_that_subscribed_later()
    {
        Assert.Equal(new NotSentReason.SubscribedLater(Noon.AddHours(1), "Ada"), NotSentReason.Of(Event, Webhook, [At(1, Added([Type]))]));
        Assert.Equal(new NotSentReason.SubscribedLater(Noon.AddHours(1), "Ada"), NotSentReason.Of(Event, Webhook, [At(1, Added(null))]));
        Assert.Equal(new NotSentReason.Purged(), NotSentReason.Of(Event, Webhook, [At(-1, Added([Type])), At(1, Added(["CONVERSATION_CREATED"]))]));
    }

    private static Activity.Changed Added(string[]? types) => new() { Events = new EventsChange(new ChangedEvents(types?.Length ?? 20, types), null) };

    private static WebhookChange At(int hours, Activity activity) => new(Noon.AddHours(hours), "Ada", activity);
}
