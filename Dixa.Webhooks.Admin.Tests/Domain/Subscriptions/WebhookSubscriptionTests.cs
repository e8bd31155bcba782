using Dixa.Webhooks.Admin.Domain.Deliveries;
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
    public void A_new_webhook_records_who_created_it_and_when()
    {
        Assert.Equal((1, Start, Start), (_webhook.Revision, _webhook.CreatedAt, _webhook.UpdatedAt));
        Assert.Equal((Actors.Administrator.Id, Actors.Administrator.Id), (_webhook.CreatedBy, _webhook.UpdatedBy));
        Assert.Equal(Start, _webhook.ConsecutiveFailuresSince);
        Assert.True(_webhook.Enabled);
        Assert.Null(_webhook.DisabledAt);
        Assert.Null(_webhook.DisabledReason);
    }

    [Fact]
    public void Each_webhook_has_its_own_secret() =>
        Assert.NotEqual(
            _webhook.Secret.Reveal(),
            WebhookSubscription.Create(Guid.NewGuid(), Drafts.Configuration(), Actors.Administrator, Start).Secret.Reveal());

    [Fact]
    public void A_change_records_who_and_when_and_keeps_the_secret_and_the_creation()
    {
        var secret = _webhook.Secret.Reveal();

        _webhook.Change(Drafts.Configuration(draft => draft.Name = "New name"), Other, Later);

        Assert.Equal(("New name", 2, Later, Other.Id), (_webhook.Name, _webhook.Revision, _webhook.UpdatedAt, _webhook.UpdatedBy));
        Assert.Equal((Start, Actors.Administrator.Id), (_webhook.CreatedAt, _webhook.CreatedBy));
        Assert.Equal(secret, _webhook.Secret.Reveal());
    }

    [Fact]
    public void After_a_rotation_without_an_overlap_only_the_new_secret_signs()
    {
        var old = _webhook.Secret;

        _webhook.RotateSecret(TimeSpan.Zero, Other, Later);

        Assert.NotSame(old, _webhook.Secret);
        Assert.Equal(new SigningSecrets(_webhook.Secret), _webhook.SigningSecrets());
        Assert.Equal((2, Later, Other.Id), (_webhook.Revision, _webhook.UpdatedAt, _webhook.UpdatedBy));
    }

    [Fact]
    public void The_old_secret_also_signs_until_the_overlap_ends()
    {
        var old = _webhook.Secret;

        _webhook.RotateSecret(TimeSpan.FromHours(1), Other, Later);

        var secrets = _webhook.SigningSecrets();
        Assert.Same(old, secrets.PreviousAt(Later));
        Assert.Same(old, secrets.PreviousAt(Later.AddHours(1).AddTicks(-1)));
        Assert.Null(secrets.PreviousAt(Later.AddHours(1)));
        Assert.NotSame(old, secrets.Current);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(0)]
    public void After_a_second_rotation_at_most_the_newest_two_are_active(int days)
    {
        _webhook.RotateSecret(TimeSpan.FromDays(7), Other, Start);
        var second = _webhook.Secret;

        _webhook.RotateSecret(TimeSpan.FromDays(days), Other, Later);

        Assert.Same(days > 0 ? second : null, _webhook.SigningSecrets().PreviousAt(Later));
        Assert.Equal(days > 0 ? Later.AddDays(7) : null, _webhook.PreviousSecretUntil);
    }

    [Fact]
    public void An_overlap_can_be_ended_early_once()
    {
        _webhook.RotateSecret(TimeSpan.FromHours(1), Other, Start);

        Assert.True(_webhook.EndPreviousSecret(Other, Later.AddTicks(-1)));
        Assert.False(_webhook.EndPreviousSecret(Other, Later.AddTicks(-1)));

        Assert.Equal((null, null, 3), (_webhook.PreviousSecret, _webhook.PreviousSecretUntil, _webhook.Revision));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void The_next_change_after_the_overlap_deletes_the_old_secret(int ticks, bool kept)
    {
        _webhook.RotateSecret(TimeSpan.FromHours(1), Other, Start);

        _webhook.SetEnabled(false, Other, Later.AddTicks(ticks));

        Assert.Equal(kept, _webhook.PreviousSecret is not null);
        Assert.Equal(kept, _webhook.PreviousSecretUntil is not null);
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
    public void A_new_URL_resets_the_consecutive_failures(string url, bool startsAfresh)
    {
        _webhook.Change(Drafts.Configuration(draft => draft.Url = url), Other, Later);

        Assert.Equal(startsAfresh ? Later : Start, _webhook.ConsecutiveFailuresSince);
    }

    [Fact]
    public void Enabling_resets_the_consecutive_failures()
    {
        _webhook.SetEnabled(false, Other, Start.AddMinutes(10));
        Assert.Equal(Start, _webhook.ConsecutiveFailuresSince);

        _webhook.SetEnabled(true, Other, Later);
        Assert.Equal(Later, _webhook.ConsecutiveFailuresSince);
    }

    [Fact]
    public void Disabling_records_who_and_when_and_enabling_clears_it()
    {
        _webhook.SetEnabled(false, Other, Later);
        Assert.Equal((false, "Disabled by Bo", Later), (_webhook.Enabled, _webhook.DisabledReason?.Brief(), _webhook.DisabledAt));

        _webhook.SetEnabled(true, Other, Later.AddHours(1));
        Assert.Equal((true, null, null), (_webhook.Enabled, _webhook.DisabledReason?.Brief(), _webhook.DisabledAt));
    }

    [Fact]
    public void Another_change_keeps_the_reason_for_disabling()
    {
        _webhook.SetEnabled(false, Other, Later);

        _webhook.Change(Drafts.Configuration(draft => (draft.Name, draft.Enabled) = ("New name", false)), Actors.Administrator, Later.AddHours(1));

        Assert.Equal(("Disabled by Bo", Later), (_webhook.DisabledReason?.Brief(), _webhook.DisabledAt));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Setting_the_current_state_changes_nothing(bool enabled)
    {
        _webhook.SetEnabled(enabled, Actors.Administrator, Start.AddMinutes(10));
        var (revision, updatedAt, since, disabledAt) = (_webhook.Revision, _webhook.UpdatedAt, _webhook.ConsecutiveFailuresSince, _webhook.DisabledAt);

        _webhook.SetEnabled(enabled, Other, Later);

        Assert.Equal((revision, updatedAt, since, disabledAt), (_webhook.Revision, _webhook.UpdatedAt, _webhook.ConsecutiveFailuresSince, _webhook.DisabledAt));
    }

    [Fact]
    public void Enabling_and_disabling_change_nothing_else()
    {
        var before = _webhook.Configuration;

        _webhook.SetEnabled(false, Other, Later);

        var after = _webhook.Configuration;
        Assert.Equal((before.Name, before.Url, before.Authorization), (after.Name, after.Url, after.Authorization));
        Assert.Equal(before.Events, after.Events);
        Assert.Equal(before.Headers, after.Headers);
    }
}
