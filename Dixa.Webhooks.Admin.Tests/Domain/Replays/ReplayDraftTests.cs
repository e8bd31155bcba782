using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Replays;

public sealed class ReplayDraftTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Subscribed = ["CONVERSATION_RATED", "CONVERSATION_CREATED"];

    public static TheoryData<ReplayDraft, string, string> Invalid { get; } = new()
    {
        { new ReplayDraft(null), "since", "required" },
        { new ReplayDraft(Now.AddTicks(1)), "since", "must not be in the future. It is now 2026-03-01T12:00:00Z." },
        { new ReplayDraft(Now.AddHours(-1)) { Until = Now.AddHours(-1) }, "until", "must be later than the start." },
        { new ReplayDraft(Now.AddHours(-1)) { Until = Now.AddHours(-2) }, "until", "must be later than the start." },
        { new ReplayDraft(Now) { Events = [] }, "events", "Choose at least one event." },
        { new ReplayDraft(Now) { PerSecond = 0 }, "perSecond", "must be between 1 and 1000" },
        { new ReplayDraft(Now) { PerSecond = 1_001 }, "perSecond", "must be between 1 and 1000" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_wrong_value_is_named_with_what_is_allowed(ReplayDraft draft, string field, string message)
    {
        Assert.Null(draft.Check(Subscribed, Now, out var errors));

        var error = Assert.Single(errors);
        Assert.Equal(field, error.Field);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_values_are_named_at_once()
    {
        new ReplayDraft(Now.AddHours(1)) { Events = [], PerSecond = -1 }.Check(Subscribed, Now, out var errors);

        Assert.Equal(["since", "events", "perSecond"], errors.Select(error => error.Field));
    }

    [Fact]
    public void By_default_it_is_for_the_subscribed_events_until_now()
    {
        var plan = new ReplayDraft(Now.AddDays(-1)).Check(Subscribed, Now, out _);

        Assert.Equivalent(new ReplayPlan(Now.AddDays(-1), null, ["CONVERSATION_CREATED", "CONVERSATION_RATED"], 50), plan, strict: true);
    }

    [Fact]
    public void Other_events_than_the_subscribed_ones_can_be_chosen()
    {
        EventCatalogue.TryFind("CONVERSATION_CLOSED", out var type);

        var plan = new ReplayDraft(Now.AddDays(-1)) { Until = Now.AddHours(-1), Events = [type!], PerSecond = 1_000 }.Check(Subscribed, Now, out _);

        Assert.Equivalent(new ReplayPlan(Now.AddDays(-1), Now.AddHours(-1), ["CONVERSATION_CLOSED"], 1_000), plan, strict: true);
    }

    [Fact]
    public void An_end_in_the_future_is_now() => Assert.Null(new ReplayDraft(Now.AddDays(-1)) { Until = Now.AddDays(1) }.Check(Subscribed, Now, out _)!.Until);

    [Fact]
    public void A_webhook_without_events_must_choose_some()
    {
        new ReplayDraft(Now).Check([], Now, out var errors);

        Assert.Equal(new FieldError("events", "The webhook subscribes to no event. Choose at least one."), Assert.Single(errors));
    }
}
