using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Operations.Onboarding;

public class FirstStepsQueryTests : StoreTest
{
    private FirstStepsQuery Query => Store.Service<FirstStepsQuery>();

    [Fact]
    public async Task Each_step_is_done_when_it_was_taken()
    {
        Assert.Equal(new FirstSteps(null, null, false, false, false, null), await Query.ReadAsync(Cancel));

        var webhook = await Store.CreateWebhookAsync();
        var steps = await Query.ReadAsync(Cancel);
        Assert.Equal((webhook, false, false, false), (steps.WebhookId, steps.IsTested, steps.HasToken, steps.AreDone));
        Assert.Contains(steps.EventType, (await Store.WebhookAsync(webhook)).Events.Select(subscribed => subscribed.EventType));

        await AddDeliveryAsync(webhook, DeliveryState.Failed, isTest: true);
        Assert.False((await Query.ReadAsync(Cancel)).IsTested);
        await AddDeliveryAsync(webhook, DeliveryState.Delivered, isTest: true);
        Assert.Equal((true, false), (await Query.ReadAsync(Cancel)) is var tested ? (tested.IsTested, tested.IsPublished) : default);

        await AddTokenAsync(ApiScopes.ReadWebhooks);
        await AddTokenAsync(ApiScopes.PublishEvents, expiresAt: Store.Time.GetUtcNow());
        Assert.False((await Query.ReadAsync(Cancel)).HasToken);
        await AddTokenAsync(ApiScopes.PublishEvents | ApiScopes.ReadWebhooks);
        Assert.True((await Query.ReadAsync(Cancel)).HasToken);

        var published = await AddDeliveryAsync(webhook, DeliveryState.Pending, isTest: false);
        Assert.Equal((true, published), (await Query.ReadAsync(Cancel)) is var done ? (done.AreDone, done.EventId) : default);
    }

    [Fact]
    public async Task Events_of_the_demo_do_not_count_but_the_use_of_a_token_does()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.Service<AuditLog>().RecordAsync(Actors.Administrator, AuditTarget.Sandbox, new Activity.DemoStarted(), Cancel);
        await AddDeliveryAsync(webhook, DeliveryState.Delivered, isTest: false);
        await AddTokenAsync(ApiScopes.PublishEvents);
        Assert.False((await Query.ReadAsync(Cancel)).IsPublished);

        await AddTokenAsync(ApiScopes.PublishEvents, usedAt: Store.Time.GetUtcNow());

        Assert.Equal((true, null), (await Query.ReadAsync(Cancel)) is var done ? (done.IsPublished, done.EventId) : default);
    }

    [Fact]
    public async Task The_token_in_the_settings_counts() => Assert.True(
        (await new FirstStepsQuery(Store.Service<IDbContextFactory<WebhooksDbContext>>(), Options.Create(new ApiOptions { BootstrapToken = "a-token-in-the-settings" }), Store.Time).ReadAsync(Cancel)).HasToken);

    [Fact]
    public async Task Nothing_is_read_any_more_once_an_event_was_received()
    {
        await AddDeliveryAsync(await Store.CreateWebhookAsync(), DeliveryState.Delivered, isTest: false);
        var query = Query;
        await query.ReadAsync(Cancel);
        var before = Store.Sql.Statements.Count;

        Assert.True((await query.ReadAsync(Cancel)).AreDone);

        Assert.Equal(before, Store.Sql.Statements.Count);
    }

    private async Task<Guid> AddDeliveryAsync(Guid webhook, DeliveryState state, bool isTest)
    {
        var (now, id) = (Store.Time.GetUtcNow(), Guid.NewGuid());
        await using var context = await Store.ContextAsync();
        var stored = new StoredEvent { EventId = id, EventType = "CONVERSATION_CREATED", ReceivedAt = now, Payload = "{}"u8.ToArray(), IsTest = isTest };
        context.Events.Add(stored);
        await context.SaveChangesAsync(Cancel);
        context.Deliveries.Add(new Delivery
        {
            EventKey = stored.Id,
            SubscriptionId = webhook,
            EventType = stored.EventType,
            State = state,
            Attempts = 1,
            DueAt = now,
            CreatedAt = now,
            IsTest = isTest,
        });
        await context.SaveChangesAsync(Cancel);
        return id;
    }

    private async Task AddTokenAsync(ApiScopes scopes, DateTimeOffset? expiresAt = null, DateTimeOffset? usedAt = null)
    {
        await using var context = await Store.ContextAsync();
        context.ApiTokens.Add(new StoredApiToken
        {
            Id = Guid.NewGuid(),
            Name = "A program",
            Prefix = "prefix",
            Hash = Guid.NewGuid().ToByteArray(),
            Scopes = scopes,
            CreatedAt = Store.Time.GetUtcNow(),
            CreatedBy = Actors.Administrator.Id,
            ExpiresAt = expiresAt,
            LastUsedAt = usedAt,
        });
        await context.SaveChangesAsync(Cancel);
    }
}

[OnPostgres]
public sealed class FirstStepsQueryTestsOnPostgres : FirstStepsQueryTests;
