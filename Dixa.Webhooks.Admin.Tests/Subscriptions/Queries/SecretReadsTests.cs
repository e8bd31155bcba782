using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

public class SecretReadsTests : StoreTest
{
    private static readonly Actor Crm = new(Guid.Parse("55555555-5555-4555-8555-555555555555"), "CRM token", Role.Administrator) { Kind = ActorKind.Token };
    private static readonly Actor Other = new(Guid.Parse("66666666-6666-4666-8666-666666666666"), "Other token", Role.Administrator) { Kind = ActorKind.Token };

    private WebhookApiQueries Queries => Store.Service<WebhookApiQueries>();

    [Fact]
    public async Task Reads_are_one_row_per_token_webhook_and_hour()
    {
        var (first, second) = (await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync());
        await Queries.FindAsync(Crm, first, Cancel);
        await Queries.FindAsync(Crm, first, Cancel);
        await Queries.ListAsync(Crm, Cancel);
        await Queries.ListAsync(Crm, Cancel);
        await Queries.FindAsync(Other, first, Cancel);
        Assert.Equal([(Crm.Id, first), (Crm.Id, second), (Other.Id, first)], await ReadsAsync());

        Store.Time.Advance(TimeSpan.FromMinutes(59));
        await Queries.ListAsync(Crm, Cancel);
        Assert.Equal(3, (await ReadsAsync()).Count);
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await Queries.ListAsync(Crm, Cancel);
        Assert.Equal(5, (await ReadsAsync()).Count);
    }

    [Fact]
    public async Task Another_process_and_a_restart_add_none_in_the_same_hour()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Queries.FindAsync(Crm, webhook, Cancel);

        if (Store.Provider is Storage.StorageProvider.PostgreSql)
        {
            await using var other = Store.AsAnotherProcess();
            await other.Service<WebhookApiQueries>().FindAsync(Crm, webhook, Cancel);
        }

        await new SecretReads(Store.Service<Microsoft.EntityFrameworkCore.IDbContextFactory<Storage.WebhooksDbContext>>(), Store.Service<Admin.Audit.AuditLog>(), Store.Time)
            .RecordAsync(Crm, [await Store.WebhookAsync(webhook)], Cancel);

        Assert.Single(await ReadsAsync());
    }

    [Fact]
    public async Task Masked_reads_and_reads_before_a_change_are_not_recorded()
    {
        var webhook = await Store.CreateWebhookAsync();

        await Queries.FindAsync(Actors.Support, webhook, Cancel);
        await Queries.BeforeChangeAsync(Crm, webhook, Cancel);
        await Queries.FindAsync(Crm, Guid.NewGuid(), Cancel);

        Assert.Empty(await ReadsAsync());
    }

    [Fact]
    public async Task A_read_that_cannot_be_recorded_reveals_nothing()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.RefuseAsync("audit", "NEW.id > 0");

        await Assert.ThrowsAnyAsync<Exception>(() => Queries.FindAsync(Crm, webhook, Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => Queries.ListAsync(Crm, Cancel));

        await Store.AcceptAsync("audit");
        await Queries.FindAsync(Crm, webhook, Cancel);
        Assert.Single(await ReadsAsync());
    }

    private async Task<IReadOnlyList<(Guid?, Guid?)>> ReadsAsync() =>
        [.. (await Store.AuditedAsync()).Where(row => row.Action is AuditAction.SecretRead).OrderBy(row => row.Id).Select(row => (row.ActorId, row.Target!.Id))];
}

[OnPostgres]
public sealed class SecretReadsTestsOnPostgres : SecretReadsTests;
