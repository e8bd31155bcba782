using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>This version opens a store of a version without descriptions, owners and tags.</summary>
public class LabelsUpgradeTests : StoreTest
{
    private const string Before = "Replays";

    [Fact]
    public async Task Its_webhooks_have_no_labels_and_the_names_of_the_audit_log()
    {
        var (known, purged) = (await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync());
        await using (var context = await Store.ContextAsync())
        {
            await context.AuditRows.Where(row => row.TargetId == purged).ExecuteDeleteAsync(Cancel);
            await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
            await context.Database.MigrateAsync(Cancel);
        }

        await using var later = await Store.ContextAsync();
        var webhooks = await later.Subscriptions.AsNoTracking().ToDictionaryAsync(webhook => webhook.Id, Cancel);
        Assert.All(webhooks.Values, webhook => Assert.Equal(("", "", 0), (webhook.Description, webhook.Owner, webhook.Tags.Count)));
        Assert.Equal((Actors.Administrator.Name, Actors.Administrator.Name), (webhooks[known].CreatedByName, webhooks[known].UpdatedByName));
        Assert.Equal((null, null), (webhooks[purged].CreatedByName, webhooks[purged].UpdatedByName));
    }
}

[OnPostgres]
public sealed class LabelsUpgradeTestsOnPostgres : LabelsUpgradeTests;
