using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class WebhookSubscriptionTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Start.AddHours(1);
    private static readonly Actor Other = new(Guid.NewGuid(), "Bo", Role.Administrator);

    private readonly WebhookSubscription _webhook =
        WebhookSubscription.Create(Guid.NewGuid(), Drafts.Configuration(), Actors.Administrator, Start);

    [Fact]
    public void A_new_webhook_says_who_made_it_and_when()
    {
        Assert.Equal((1, Start, Start), (_webhook.Revision, _webhook.CreatedAt, _webhook.UpdatedAt));
        Assert.Equal((Actors.Administrator.Id, Actors.Administrator.Id), (_webhook.CreatedBy, _webhook.UpdatedBy));
        Assert.Equal(Start, _webhook.FailureRunSince);
        Assert.True(_webhook.Enabled);
        Assert.Null(_webhook.DisabledAt);
        Assert.Null(_webhook.DisabledBecause);
    }

    [Fact]
    public void Each_webhook_has_a_secret_of_its_own() =>
        Assert.NotEqual(
            _webhook.Secret.Reveal(),
            WebhookSubscription.Create(Guid.NewGuid(), Drafts.Configuration(), Actors.Administrator, Start).Secret.Reveal());

    [Fact]
    public void A_change_is_signed_and_counted_and_leaves_the_secret_and_the_creation_alone()
    {
        var secret = _webhook.Secret.Reveal();

        _webhook.Change(Drafts.Configuration(draft => draft.Name = "New name"), Other, Later);

        Assert.Equal(("New name", 2, Later, Other.Id), (_webhook.Name, _webhook.Revision, _webhook.UpdatedAt, _webhook.UpdatedBy));
        Assert.Equal((Start, Actors.Administrator.Id), (_webhook.CreatedAt, _webhook.CreatedBy));
        Assert.Equal(secret, _webhook.Secret.Reveal());
    }

    [Fact]
    public void A_change_replaces_the_events()
    {
        var kept = _webhook.Events.Single(subscribed => subscribed.EventType == "CONVERSATION_CREATED");

        _webhook.Change(Drafts.Configuration(draft => draft.Events = ["AGENT_BANNED_IP", "CONVERSATION_CREATED"]), Other, Later);

        Assert.Equal(["CONVERSATION_CREATED", "AGENT_BANNED_IP"], _webhook.Configuration.Events.Select(type => type.Fqn));
        Assert.Contains(_webhook.Events, subscribed => ReferenceEquals(subscribed, kept));
    }

    [Theory]
    [InlineData("https://example.com/webhooks", false)]
    [InlineData("https://example.com/other", true)]
    [InlineData("http://example.com/webhooks", true)]
    [InlineData("https://example.com/Webhooks", true)]
    public void Another_address_starts_a_new_run_of_failures(string url, bool startsAfresh)
    {
        _webhook.Change(Drafts.Configuration(draft => draft.Url = url), Other, Later);

        Assert.Equal(startsAfresh ? Later : Start, _webhook.FailureRunSince);
    }

    [Fact]
    public void Enabling_it_again_starts_a_new_run_of_failures()
    {
        _webhook.SetEnabled(false, Other, Start.AddMinutes(10));
        Assert.Equal(Start, _webhook.FailureRunSince);

        _webhook.SetEnabled(true, Other, Later);
        Assert.Equal(Later, _webhook.FailureRunSince);
    }

    [Fact]
    public void Disabling_says_who_and_when_and_enabling_forgets_it()
    {
        _webhook.SetEnabled(false, Other, Later);
        Assert.Equal((false, "Disabled by Bo", Later), (_webhook.Enabled, _webhook.DisabledBecause, _webhook.DisabledAt));

        _webhook.SetEnabled(true, Other, Later.AddHours(1));
        Assert.Equal((true, null, null), (_webhook.Enabled, _webhook.DisabledBecause, _webhook.DisabledAt));
    }

    [Fact]
    public void A_change_of_something_else_keeps_why_it_is_disabled()
    {
        _webhook.SetEnabled(false, Other, Later);

        _webhook.Change(Drafts.Configuration(draft => (draft.Name, draft.Enabled) = ("New name", false)), Actors.Administrator, Later.AddHours(1));

        Assert.Equal(("Disabled by Bo", Later), (_webhook.DisabledBecause, _webhook.DisabledAt));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Asking_for_what_is_already_so_changes_nothing(bool enabled)
    {
        _webhook.SetEnabled(enabled, Actors.Administrator, Start.AddMinutes(10));
        var (revision, updatedAt, since, disabledAt) = (_webhook.Revision, _webhook.UpdatedAt, _webhook.FailureRunSince, _webhook.DisabledAt);

        _webhook.SetEnabled(enabled, Other, Later);

        Assert.Equal((revision, updatedAt, since, disabledAt), (_webhook.Revision, _webhook.UpdatedAt, _webhook.FailureRunSince, _webhook.DisabledAt));
    }

    [Fact]
    public void Only_turning_it_on_or_off_changes_nothing_else()
    {
        var before = _webhook.Configuration;

        _webhook.SetEnabled(false, Other, Later);

        var after = _webhook.Configuration;
        Assert.Equal((before.Name, before.Url, before.Authorization), (after.Name, after.Url, after.Authorization));
        Assert.Equal(before.Events, after.Events);
        Assert.Equal(before.Headers, after.Headers);
    }
}
