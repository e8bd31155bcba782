using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>This version opens a store of a version that did not list its processes.</summary>
public class ProcessesUpgradeTests : StoreTest
{
    private const string Before = "Audit";

    [Fact]
    public async Task Its_history_stays_and_processes_can_be_stored()
    {
        var webhook = await Store.CreateWebhookAsync();
        var delivery = await Store.DeliveryAsync(webhook);
        await using (var context = await Store.ContextAsync())
        {
            await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => context.Processes.CountAsync(Cancel));
        }

        await using (var context = await Store.ContextAsync())
        {
            await context.Database.MigrateAsync(Cancel);
        }

        await Store.StoreAsync(new StoredProcess { Id = Guid.NewGuid(), Name = "one:1", Roles = "Web", Version = "1.0.0", Report = "{}" });
        await using var later = await Store.ContextAsync();
        Assert.Equal("one:1", (await later.Processes.SingleAsync(Cancel)).Name);
        Assert.Equal(webhook, (await Store.DeliveryAsync(delivery)).SubscriptionId);
    }
}

[OnPostgres]
public sealed class ProcessesUpgradeTestsOnPostgres : ProcessesUpgradeTests;
