using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

public sealed class ChangeWebhookTests : StoreTest
{
    public static TheoryData<string> UseCases { get; } = ["edit", "disable", "remove"];

    [Fact]
    public async Task An_edit_replaces_the_configuration_and_keeps_the_secret()
    {
        var id = await Store.CreateWebhookAsync();
        var before = await Store.WebhookAsync(id);
        Store.Time.Advance(TimeSpan.FromHours(1));

        var draft = Drafts.With(draft => (draft.Name, draft.Url, draft.Events) = ("New name", "https://example.com/new", ["AGENT_BANNED_IP"]));
        Assert.Equal(new SaveResult.Saved(id), await Store.Changes.EditAsync(Actors.Administrator, id, before.Revision, draft, Cancel));

        var after = await Store.WebhookAsync(id);
        Assert.Equal(("New name", "https://example.com/new", 2), (after.Name, after.Url.Text, after.Revision));
        Assert.Equal(["AGENT_BANNED_IP"], after.Events.Select(subscribed => subscribed.EventType));
        Assert.Equal(before.Secret.Reveal(), after.Secret.Reveal());
        Assert.Equal((before.CreatedAt, Store.Time.GetUtcNow()), (after.CreatedAt, after.UpdatedAt));
    }

    [Fact]
    public async Task A_form_that_comes_back_unchanged_keeps_every_secret_value()
    {
        var id = await Store.CreateWebhookAsync(draft =>
        {
            (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, "stored-token");
            draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "stored-value" }];
        });
        var form = await Store.Reads.FormAsync(Actors.Administrator, id, Cancel);
        Assert.NotNull(form);

        Assert.IsType<SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, id, form.Revision, form.Draft, Cancel));

        var after = await Store.WebhookAsync(id);
        Assert.Equal(new EndpointAuthorization.Token("stored-token"), after.Authorization);
        Assert.Equal([new RequestHeader("X-Api-Key", "stored-value")], after.Headers);
    }

    [Fact]
    public async Task A_new_header_value_replaces_the_stored_one()
    {
        var id = await Store.CreateWebhookAsync(draft => draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "old" }]);

        Assert.IsType<SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, id, 1, Drafts.WithHeader("X-Api-Key", "new"), Cancel));

        Assert.Equal([new RequestHeader("X-Api-Key", "new")], (await Store.WebhookAsync(id)).Headers);
    }

    [Fact]
    public async Task A_bad_edit_stores_nothing()
    {
        var id = await Store.CreateWebhookAsync();

        var result = await Store.Changes.EditAsync(Actors.Administrator, id, 1, Drafts.With(draft => (draft.Name, draft.Url) = ("New name", "")), Cancel);

        Assert.Equal("url", Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Errors).Field);
        Assert.Equal(("CRM updates", 1), ((await Store.WebhookAsync(id)).Name, (await Store.WebhookAsync(id)).Revision));
    }

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task A_change_that_was_based_on_another_revision_is_refused(string useCase)
    {
        var id = await Store.CreateWebhookAsync();
        Assert.IsType<SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, id, 1, Drafts.With(draft => draft.Name = "Theirs"), Cancel));

        Assert.IsType<SaveResult.Conflict>(await ChangeAsync(useCase, Actors.Administrator, id, revision: 1));

        var webhook = await Store.WebhookAsync(id);
        Assert.Equal(("Theirs", true, 2), (webhook.Name, webhook.Enabled, webhook.Revision));
    }

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task A_removed_webhook_is_not_found(string useCase) =>
        Assert.IsType<SaveResult.NotFound>(await ChangeAsync(useCase, Actors.Administrator, Guid.NewGuid(), revision: 1));

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task Support_cannot_change_webhooks(string useCase)
    {
        var id = await Store.CreateWebhookAsync();

        Assert.IsType<SaveResult.Forbidden>(await ChangeAsync(useCase, Actors.Support, id, revision: 1));

        var webhook = await Store.WebhookAsync(id);
        Assert.Equal(("CRM updates", true, 1), (webhook.Name, webhook.Enabled, webhook.Revision));
    }

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task Support_does_not_learn_whether_a_webhook_exists(string useCase) =>
        Assert.IsType<SaveResult.Forbidden>(await ChangeAsync(useCase, Actors.Support, Guid.NewGuid(), revision: 1));

    [Fact]
    public async Task Of_two_concurrent_edits_one_is_stored_and_one_is_refused()
    {
        var id = await Store.CreateWebhookAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => Store.Changes.EditAsync(Actors.Administrator, id, 1, Drafts.With(draft => draft.Name = $"Name {i}"), Cancel), Cancel)));

        Assert.Single(results.OfType<SaveResult.Saved>());
        Assert.Equal(7, results.OfType<SaveResult.Conflict>().Count());
        Assert.Equal(2, (await Store.WebhookAsync(id)).Revision);
    }

    [Fact]
    public async Task Disabling_cancels_pending_deliveries_with_the_reason()
    {
        var id = await Store.CreateWebhookAsync();
        var pending = await Store.DeliveryAsync(id);
        var later = await Store.DeliveryAsync(id, dueAt: Store.Time.GetUtcNow().AddMinutes(1));
        var delivered = await Store.DeliveryAsync(id, state: DeliveryState.Delivered);
        var failed = await Store.DeliveryAsync(id, state: DeliveryState.Failed);
        Store.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, id, 1, enabled: false, Cancel));

        foreach (var delivery in new[] { await Store.DeliveryAsync(pending), await Store.DeliveryAsync(later) })
        {
            Assert.Equal(
                (DeliveryState.Cancelled, DisableReason.By(Actors.Administrator), Store.Time.GetUtcNow()),
                (delivery.State, await Store.CancelledReasonAsync(delivery.Id), delivery.CompletedAt));
        }

        Assert.Equal((DeliveryState.Delivered, null), ((await Store.DeliveryAsync(delivered)).State, (await Store.DeliveryAsync(delivered)).CancellationId));
        Assert.Equal((DeliveryState.Failed, null), ((await Store.DeliveryAsync(failed)).State, (await Store.DeliveryAsync(failed)).CancellationId));
    }

    [Fact]
    public async Task Disabling_in_the_form_also_cancels_pending_deliveries()
    {
        var id = await Store.CreateWebhookAsync();
        var pending = await Store.DeliveryAsync(id);

        Assert.IsType<SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, id, 1, Drafts.With(draft => draft.Enabled = false), Cancel));

        Assert.Equal((DeliveryState.Cancelled, DisableReason.By(Actors.Administrator)), ((await Store.DeliveryAsync(pending)).State, await Store.CancelledReasonAsync(pending)));
    }

    [Fact]
    public async Task Disabling_does_not_affect_another_webhooks_deliveries()
    {
        var id = await Store.CreateWebhookAsync();
        var other = await Store.DeliveryAsync(await Store.CreateWebhookAsync());

        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, id, 1, enabled: false, Cancel));

        Assert.Equal(DeliveryState.Pending, (await Store.DeliveryAsync(other)).State);
    }

    [Fact]
    public async Task Enabling_does_not_restore_cancelled_deliveries()
    {
        var id = await Store.CreateWebhookAsync();
        var pending = await Store.DeliveryAsync(id);
        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, id, 1, enabled: false, Cancel));

        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, id, 2, enabled: true, Cancel));

        Assert.Equal(DeliveryState.Cancelled, (await Store.DeliveryAsync(pending)).State);
        Assert.Equal((true, null, null), Shown(await Store.WebhookAsync(id)));
    }

    [Theory]
    [InlineData("enable", 0)]
    [InlineData("url", 0)]
    [InlineData("name", 7)]
    public async Task Consecutive_failures_are_counted_from_zero_again(string change, int failuresAfter)
    {
        var id = await Store.CreateWebhookAsync();
        await using (var context = await Store.ContextAsync())
        {
            await context.Lanes.ExecuteUpdateAsync(lane => lane.SetProperty(row => row.ConsecutiveFailures, 7), Cancel);
        }

        Store.Time.Advance(TimeSpan.FromMinutes(1));
        if (change == "enable")
        {
            await Store.Changes.SetEnabledAsync(Actors.Administrator, id, 1, enabled: false, Cancel);
            Store.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, id, 2, enabled: true, Cancel));
        }
        else
        {
            var draft = Drafts.With(draft => (draft.Name, draft.Url) = change == "url" ? (draft.Name, "https://example.com/new") : ("New name", draft.Url));
            Assert.IsType<SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, id, 1, draft, Cancel));
        }

        await using var reading = await Store.ContextAsync();
        Assert.Equal(failuresAfter, (await reading.Lanes.SingleAsync(Cancel)).ConsecutiveFailures);
    }

    [Fact]
    public async Task Setting_the_current_state_stores_nothing()
    {
        var id = await Store.CreateWebhookAsync();
        var pending = await Store.DeliveryAsync(id);

        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, id, 1, enabled: true, Cancel));

        Assert.Equal(1, (await Store.WebhookAsync(id)).Revision);
        Assert.Equal(DeliveryState.Pending, (await Store.DeliveryAsync(pending)).State);
    }

    [Fact]
    public async Task Removing_deletes_the_history_and_keeps_other_webhooks()
    {
        var id = await Store.CreateWebhookAsync();
        var other = await Store.CreateWebhookAsync();
        foreach (var webhook in new[] { id, other })
        {
            var delivery = await Store.DeliveryAsync(webhook);
            await Store.StoreAsync(
                new DeliveryAttempt { DeliveryId = delivery, SubscriptionId = webhook, Number = 1, StartedAt = Store.Time.GetUtcNow() },
                new StoredEventStatus { SubscriptionId = webhook, EventType = "CONVERSATION_CREATED", AttemptedAt = Store.Time.GetUtcNow() });
        }

        Assert.Equal(new SaveResult.Saved(id), await Store.Changes.RemoveAsync(Actors.Administrator, id, 1, Cancel));

        await using var context = await Store.ContextAsync();
        Assert.Equal([other], await context.Subscriptions.Select(row => row.Id).ToListAsync(Cancel));
        Assert.Equal([other], await context.SubscribedEvents.Select(row => row.SubscriptionId).Distinct().ToListAsync(Cancel));
        Assert.Equal([other], await context.Lanes.Select(row => row.SubscriptionId).ToListAsync(Cancel));
        Assert.Equal([other], await context.Deliveries.Select(row => row.SubscriptionId).ToListAsync(Cancel));
        Assert.Equal([other], await context.Attempts.Select(row => row.SubscriptionId).ToListAsync(Cancel));
        Assert.Equal([other], await context.EventStatuses.Select(row => row.SubscriptionId).ToListAsync(Cancel));
        Assert.Empty(await context.PendingRemovals.ToListAsync(Cancel));
    }

    private static (bool Enabled, DisableReason? Reason, DateTimeOffset? At) Shown(WebhookSubscription webhook) =>
        (webhook.Enabled, webhook.DisabledReason, webhook.DisabledAt);

    private Task<SaveResult> ChangeAsync(string useCase, Actor actor, Guid id, int revision) => useCase switch
    {
        "edit" => Store.Changes.EditAsync(actor, id, revision, Drafts.With(draft => draft.Name = "New name"), Cancel),
        "disable" => Store.Changes.SetEnabledAsync(actor, id, revision, enabled: false, Cancel),
        "remove" => Store.Changes.RemoveAsync(actor, id, revision, Cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(useCase), useCase, null),
    };
}
