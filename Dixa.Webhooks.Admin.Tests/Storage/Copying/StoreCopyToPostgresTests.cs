using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Storage.Copying;

/// <summary>The test's store is the copy. The original is another store in a SQLite file.</summary>
[OnPostgres]
public sealed class StoreCopyToPostgresTests : StoreTest
{
    private const int Events = TableCopier.BatchSize + 500;

    protected override bool OwnKeys => true;

    [Fact]
    public async Task Everything_is_copied_secrets_can_be_read_and_keys_continue()
    {
        var (file, webhook, secret, delivery) = await OriginalAsync(Events);

        await CopyAsync(file);

        var copied = await Store.WebhookAsync(webhook);
        Assert.Equal((secret, "CRM updates"), (copied.Secret.Reveal(), copied.Name));
        await using var context = await Store.ContextAsync();
        Assert.Equal(Events, await context.Events.CountAsync(Cancel));
        Assert.Equal(Events, await context.Deliveries.CountAsync(Cancel));
        Assert.Equal("ada@example.com", (await context.Users.SingleAsync(Cancel)).Email);
        var attempt = await context.Attempts.SingleAsync(Cancel);
        Assert.Equal((delivery, 1, 503), (attempt.DeliveryId, attempt.Number, attempt.StatusCode));
        Assert.Equal(1, (await context.Hours.SingleAsync(Cancel)).FailedAttempts);
        Assert.Null((await context.Lanes.SingleAsync(Cancel)).LeaseOwner);

        // The application works with the copy.
        var recorded = await Store.Service<GroupCommit>().CommitAsync(Attempt(webhook, delivery, 200, before: 1));
        Assert.Equal((2, DeliveryState.Delivered), (recorded!.Number, recorded.State));
        Assert.True(await Store.DeliveryAsync(webhook) > delivery);
    }

    [Fact]
    public async Task Reasons_are_copied()
    {
        Guid webhook;
        long delivery;
        await using (var original = await TestStore.OpenAtAsync(Store.Folder))
        {
            webhook = await original.CreateWebhookAsync();
            delivery = await original.DeliveryAsync(webhook);
            await original.Changes.SetEnabledAsync(Actors.Administrator, webhook, 1, enabled: false, Cancel);
            await original.StoreAsync(new StoredNotification { SubscriptionId = webhook, Reason = DisableReason.After(25, AttemptResult.Responded(503)) });
        }

        await CopyAsync(Path.Combine(Store.Folder, "webhooks.db"));

        Assert.Equal(DisableReason.By(Actors.Administrator), (await Store.WebhookAsync(webhook)).DisabledReason);
        Assert.Equal(DisableReason.By(Actors.Administrator), await Store.CancelledReasonAsync(delivery));
        await using var context = await Store.ContextAsync();
        Assert.Equal(DisableReason.After(25, AttemptResult.Responded(503)), (await context.Notifications.SingleAsync(Cancel)).Reason);
        Assert.Equal(2, await context.AuditRows.CountAsync(Cancel));

        // Its chain is intact, and the application can add to it.
        await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, 2, enabled: true, Cancel);
        Assert.Equal(new AuditVerdict.Intact(1, 3), await Store.Service<AuditVerifier>().RunAsync(Cancel));
    }

    [Fact]
    public async Task An_interrupted_copy_resumes()
    {
        var (file, _, _, _) = await OriginalAsync(Events);
        await Store.ExecuteAsync("ALTER TABLE deliveries ADD CONSTRAINT breaks CHECK (id < 10300)");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => CopyAsync(file));
        await using (var context = await Store.ContextAsync())
        {
            Assert.Equal((Events, TableCopier.BatchSize), (await context.Events.CountAsync(Cancel), await context.Deliveries.CountAsync(Cancel)));
        }

        // Until the copy is complete, no application starts on it.
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Service<StoreDialect>().PrepareAsync(() => Task.CompletedTask));
        Assert.Equal($"Storage:ConnectionString: the database contains an incomplete copy of {file}. Complete it with --migrate-store and that file, or set another database.", refusal.Message);

        await Store.ExecuteAsync("ALTER TABLE deliveries DROP CONSTRAINT breaks");
        await CopyAsync(file);
        await Store.Service<StoreDialect>().PrepareAsync(() => Task.CompletedTask);

        await using var after = await Store.ContextAsync();
        Assert.Equal((Events, Events), (await after.Events.CountAsync(Cancel), await after.Deliveries.CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_row_that_differs_is_noticed()
    {
        var (file, _, _, _) = await OriginalAsync(3);
        await Store.ExecuteAsync(
            """
            CREATE FUNCTION alter_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.payload = 'x'::bytea; RETURN NEW; END $$;
            CREATE TRIGGER alters BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION alter_it();
            """);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => CopyAsync(file));

        Assert.Contains("the table events has 3 rows with the checksum", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_holds_a_store_is_left_alone()
    {
        var (file, _, _, _) = await OriginalAsync(1);
        var own = await Store.CreateWebhookAsync();

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => CopyAsync(file));

        Assert.Contains("already contains a store", failure.Message, StringComparison.Ordinal);
        await using var context = await Store.ContextAsync();
        Assert.Equal([own], await context.Subscriptions.Select(webhook => webhook.Id).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_missing_file_is_reported() =>
        Assert.Contains("there is no store /nowhere/webhooks.db", (await Assert.ThrowsAsync<StoreUnavailableException>(() => CopyAsync("/nowhere/webhooks.db"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_not_a_store_is_reported()
    {
        var file = Path.Combine(Store.Folder, "letters.txt");
        await File.WriteAllTextAsync(file, new string('x', 4_096), Cancel);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(() => CopyAsync(file));

        Assert.StartsWith($"--migrate-store: {file} is not a store of this application. ", failure.Message, StringComparison.Ordinal);
    }

    private Task CopyAsync(string file) => Store.Service<StoreCopy>().RunAsync(file, Cancel);

    private RecordAttempt Attempt(Guid webhook, long delivery, int status, int before = 0) => new(
        new EndedAttempt(delivery, webhook, "CONVERSATION_CREATED", Store.Time.GetUtcNow().AddSeconds(before), TimeSpan.FromMilliseconds(20), Store.Time.GetUtcNow(), AttemptResult.Responded(status)) { AttemptsBefore = before },
        new RetryRule(5, TimeSpan.FromMinutes(1)));

    /// <summary>A store that a process has used, in the test's folder.</summary>
    private async Task<(string File, Guid Webhook, string Secret, long Delivery)> OriginalAsync(int events)
    {
        await using var original = await TestStore.OpenAtAsync(Store.Folder);
        var webhook = await original.CreateWebhookAsync();
        await original.BacklogAsync(webhook, events);
        await original.StoreAsync(new IdentityUser<Guid>("ada@example.com") { Id = Guid.NewGuid(), Email = "ada@example.com", SecurityStamp = "s", LockoutEnd = Store.Time.GetUtcNow() });
        var now = Store.Time.GetUtcNow();
        await original.Service<GroupCommit>().CommitAsync(new LeaseLane(webhook, Guid.NewGuid(), now, now + TimeSpan.FromMinutes(1)));
        await using var context = await original.ContextAsync();
        var delivery = await context.Deliveries.MaxAsync(row => row.Id, Cancel);
        await original.Service<GroupCommit>().CommitAsync(Attempt(webhook, delivery, 503));
        return (Path.Combine(Store.Folder, "webhooks.db"), webhook, (await original.WebhookAsync(webhook)).Secret.Reveal(), delivery);
    }
}
