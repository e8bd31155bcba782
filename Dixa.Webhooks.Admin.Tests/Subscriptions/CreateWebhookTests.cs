using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

public sealed class CreateWebhookTests : StoreTest
{
    [Fact]
    public async Task A_webhook_can_be_read_back_as_entered()
    {
        var id = await Store.CreateWebhookAsync(draft =>
        {
            (draft.AuthorizationKind, draft.Username, draft.Password) = (AuthorizationKind.Basic, "user", "password");
            draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "Größe 🎉" }];
        });

        var webhook = await Store.WebhookAsync(id);
        Assert.Equal(("CRM updates", "https://example.com/webhooks", true, 1), (webhook.Name, webhook.Url.Text, webhook.Enabled, webhook.Revision));
        Assert.Equal(["CONVERSATION_CREATED", "CONVERSATION_RATED"], webhook.Configuration.Events.Select(type => type.Fqn));
        Assert.Equal(new EndpointAuthorization.Basic("user", "password"), webhook.Authorization);
        Assert.Equal([new RequestHeader("X-Api-Key", "Größe 🎉")], webhook.Headers);
        Assert.Equal((Store.Time.GetUtcNow(), Actors.Administrator.Id), (webhook.CreatedAt, webhook.CreatedBy));
        Assert.Equal(Store.Time.GetUtcNow(), webhook.ConsecutiveFailuresSince);
    }

    [Fact]
    public async Task Each_webhook_gets_a_lane()
    {
        var id = await Store.CreateWebhookAsync();

        await using var context = await Store.ContextAsync();
        var lane = await context.Lanes.SingleAsync(Cancel);
        Assert.Equal((id, null, null, 0), (lane.SubscriptionId, lane.LeaseOwner, lane.LeaseUntil, lane.ConsecutiveFailures));
    }

    [Fact]
    public async Task A_bad_draft_stores_nothing()
    {
        var result = await Store.Changes.CreateAsync(Actors.Administrator, Drafts.With(draft => draft.Url = "ftp://example.com"), Cancel);

        var error = Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Errors);
        Assert.Equal("url", error.Field);
        await using var context = await Store.ContextAsync();
        Assert.Empty(await context.Subscriptions.ToListAsync(Cancel));
        Assert.Empty(await context.Lanes.ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_mask_has_nothing_to_keep_in_a_new_webhook()
    {
        var result = await Store.Changes.CreateAsync(Actors.Administrator, Drafts.WithHeader("X-Api-Key", Mask.Text), Cancel);

        Assert.Equal("headers[0].value", Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Errors).Field);
    }

    [Fact]
    public async Task Support_cannot_create_webhooks()
    {
        Assert.IsType<SaveResult.Forbidden>(await Store.Changes.CreateAsync(Actors.Support, Drafts.Valid(), Cancel));

        await using var context = await Store.ContextAsync();
        Assert.Empty(await context.Subscriptions.ToListAsync(Cancel));
    }

    [Fact]
    public async Task Two_webhooks_may_have_the_same_name_and_address()
    {
        await Store.CreateWebhookAsync();
        await Store.CreateWebhookAsync();

        Assert.Equal(2, (await Store.Reads.ListAsync(Cancel)).Count);
    }
}
