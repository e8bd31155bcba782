using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Recording.Finding;
using Dixa.Webhooks.Admin.Startup;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>What the use cases of a test have in common: an application, a webhook, and the secrets that must not be in the audit log.</summary>
public sealed class AuditedWorld(InProcessApp app)
{
    public const string Password = "correct horse battery 7";
    public const string NewPassword = "another long password 8";
    public const string HeaderValue = "header-value-that-is-secret";

    private int _people;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Actor Ada { get; } = Actors.Administrator with { Address = "192.0.2.1" };

    /// <summary>New for each use case, so that its reads were not recorded yet.</summary>
    public Actor Token { get; } = new(Guid.NewGuid(), "CRM token", Role.Administrator) { Kind = ActorKind.Token, Address = "192.0.2.2" };

    public Guid Webhook { get; private set; }

    /// <summary>What must not be in the audit log.</summary>
    public List<string> Secrets { get; } = [Password, NewPassword, HeaderValue, TestApp.ApiToken, TestApp.AdministratorPassword];

    public T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public static WebhookDraft Draft(string name, bool enabled = true) => Drafts.With(draft =>
    {
        (draft.Name, draft.Url, draft.Enabled) = (name, "http://127.0.0.1:9/hook?key=secret-in-the-query", enabled);
        draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = HeaderValue }];
    });

    /// <summary>Creates the webhook.</summary>
    public async Task<AuditedWorld> PrepareAsync()
    {
        Webhook = await CreateWebhookAsync();
        var secret = (await WebhookAsync()).Secret.Reveal();
        Secrets.AddRange([secret, "secret-in-the-query"]);
        return this;
    }

    public async Task<Guid> CreateWebhookAsync() => Assert.IsType<SaveResult.Saved>(await Service<WebhookCommands>().CreateAsync(Ada, Draft("Audited"), Cancel)).Id;

    public async Task BackUpAsync() =>
        Assert.IsType<BackupResult.Made>(await Service<BackupRunner>().RunAsync(Ada, Path.Combine(app.Folder, $"{Guid.NewGuid()}.tar.gz"), Cancel));

    public async Task<WebhookSubscription> WebhookAsync()
    {
        await using var context = await ContextAsync();
        return await context.Subscriptions.AsNoTracking().SingleAsync(webhook => webhook.Id == Webhook, Cancel);
    }

    public Task<WebhooksDbContext> ContextAsync() => Service<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync(Cancel);

    /// <summary>Stores an event that the webhook has no delivery of.</summary>
    public async Task MissAsync()
    {
        await using var context = await ContextAsync();
        context.Events.Add(new StoredEvent { EventId = Guid.NewGuid(), EventType = EventCatalogue.All[0].Fqn, ReceivedAt = DateTimeOffset.UtcNow, Payload = "{\"private\":1}"u8.ToArray() });
        await context.SaveChangesAsync(Cancel);
    }

    public Task<long> FailedDeliveryAsync() => DeliveryAsync(DeliveryState.Failed);

    /// <summary>It is due tomorrow.</summary>
    public Task<long> PendingDeliveryAsync() => DeliveryAsync(DeliveryState.Pending);

    private async Task<long> DeliveryAsync(DeliveryState state)
    {
        await using var context = await ContextAsync();
        var stored = new StoredEvent { EventId = Guid.NewGuid(), EventType = EventCatalogue.All[0].Fqn, ReceivedAt = DateTimeOffset.UtcNow, Payload = "{\"private\":1}"u8.ToArray() };
        context.Events.Add(stored);
        await context.SaveChangesAsync(Cancel);
        var delivery = new Delivery
        {
            EventKey = stored.Id,
            SubscriptionId = Webhook,
            EventType = stored.EventType,
            State = state,
            CreatedAt = stored.ReceivedAt,
            DueAt = stored.ReceivedAt.AddDays(state is DeliveryState.Pending ? 1 : 0),
            CompletedAt = state is DeliveryState.Pending ? null : stored.ReceivedAt,
        };
        context.Deliveries.Add(delivery);
        await context.SaveChangesAsync(Cancel);
        return delivery.Id;
    }

    /// <summary>Resends or cancels the deliveries of the webhook, and waits for the end.</summary>
    public async Task RunAsync(BulkActionKind kind)
    {
        var planned = await Service<DeliveryPlanner>().PlanAsync(Ada, kind, new DeliveryChoice.Matching(new FindQuery { WebhookId = Webhook }), cancel: Cancel);
        var id = Guid.NewGuid();
        Assert.IsType<BulkActionResult.Started>(await Service<DeliveryActionStarter>().StartAsync(Ada, id, Assert.IsType<DeliveryPlanResult.Planned>(planned).Plan, Cancel));
        Assert.Equal(new BulkActionResult.Started(id), await Service<DeliveryActionStarter>().StartAsync(Ada, id, ((DeliveryPlanResult.Planned)planned).Plan, Cancel));
        await Eventually.BecomesTrueAsync(async () => (await Service<BulkActionQueries>().FindAsync(id, Cancel))!.IsOver, "the bulk action has ended");
    }

    /// <summary>An action that waits, because the lane is full of its resends.</summary>
    public async Task<Guid> WaitingActionAsync(BulkActionState state = BulkActionState.Running)
    {
        var id = Guid.NewGuid();
        await using var context = await ContextAsync();
        var originals = new List<long>();
        for (var i = 0; i <= BulkDeliveryPolicy.MaxWaiting; i++)
        {
            originals.Add(await FailedDeliveryAsync());
        }

        // All but the last one are resent, and none of them is due before tomorrow.
        var key = await context.Deliveries.Where(delivery => delivery.Id == originals[0]).Select(delivery => delivery.EventKey).SingleAsync(Cancel);
        context.Deliveries.AddRange(originals.SkipLast(1).Select(original => new Delivery
        {
            EventKey = key,
            SubscriptionId = Webhook,
            EventType = EventCatalogue.All[0].Fqn,
            DueAt = DateTimeOffset.UtcNow.AddDays(1),
            CreatedAt = DateTimeOffset.UtcNow,
            ResendOf = original,
        }));
        context.BulkParts.Add(new StoredBulkPart { ActionId = id, WebhookId = Webhook, Deliveries = KeyList.Write(originals), Count = originals.Count, Taken = originals.Count - 1 });
        context.BulkActions.Add(new StoredBulkAction
        {
            Id = id,
            Kind = BulkActionKind.ResendDeliveries,
            WebhookId = Webhook,
            WebhookName = "Audited",
            Criteria = "{}",
            State = state,
            Total = originals.Count,
            Position = originals.Count - 1,
            ActorName = Ada.Name,
            ActorId = Ada.Id,
            CreatedAt = DateTimeOffset.UtcNow,
        });
        await context.SaveChangesAsync(Cancel);
        return id;
    }

    public async Task<Actor> PersonAsync()
    {
        var email = $"person{++_people}-{Guid.NewGuid():N}@example.com";
        var done = Assert.IsType<PersonResult.Done>(await Service<UserDirectory>().AddAsync(Ada, email, Role.Support, Password, Cancel));
        return new Actor(done.Id, email, Role.Support);
    }

    public async Task<string> ResetLinkAsync()
    {
        var secret = (await Service<PasswordResetter>().IssueAsync((await PersonAsync()).Name, Cancel))!;
        Secrets.Add(secret);
        return secret;
    }

    public async Task<HttpClient> SignInAsync()
    {
        var browser = app.Browser();
        using var response = await InProcessApp.SignInAsync(browser);
        return browser;
    }

    public async Task SignOutAsync()
    {
        using var browser = await SignInAsync();
        using var response = await InProcessApp.PostAsync(browser, "/account/sign-out", "sign-out");
    }

    public async Task SignInWronglyAsync()
    {
        using var browser = app.Browser();
        Secrets.Add("a wrong password");
        using var response = await InProcessApp.SignInAsync(browser, "nobody@example.com", "a wrong password");
        await Service<FailedSignIns>().StopAsync(Cancel);
    }

    public async Task SweepAsync()
    {
        var delivery = await FailedDeliveryAsync();
        await using (var context = await ContextAsync())
        {
            var webhook = await WebhookAsync();
            context.Attempts.AddRange(Enumerable.Range(0, 25).Select(i => new DeliveryAttempt { SubscriptionId = Webhook, DeliveryId = delivery, Number = i + 1, StartedAt = webhook.CreatedAt.AddMilliseconds(i), StatusCode = 500, Failure = null, Succeeded = false }));
            await context.SaveChangesAsync(Cancel);
            await context.Lanes.Where(lane => lane.SubscriptionId == Webhook).ExecuteUpdateAsync(lane => lane.SetProperty(row => row.ConsecutiveFailures, 25), Cancel);
        }

        await ActivatorUtilities.CreateInstance<AutoDisableSweep>(app.Services).RunAsync(Cancel);
    }

    public Task StartAgainAsync() => ActivatorUtilities.CreateInstance<StartRecorder>(app.Services).StartAsync(Cancel);
}
