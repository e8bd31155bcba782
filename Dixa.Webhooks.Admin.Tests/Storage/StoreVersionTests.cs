using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>Which stores are refused at startup, and how a store is identified.</summary>
public class StoreVersionTests : StoreTest
{
    protected override bool OwnKeys => true;

    [Fact]
    public async Task A_store_has_one_id_that_stays()
    {
        await using var before = await Store.ContextAsync();
        var identity = await before.Identity.AsNoTracking().SingleAsync(Cancel);

        await PrepareAsync();

        await using var after = await Store.ContextAsync();
        Assert.NotEqual(Guid.Empty, identity.Id);
        Assert.Equal(identity.Id, (await after.Identity.AsNoTracking().SingleAsync(Cancel)).Id);
    }

    [Fact]
    public async Task A_store_of_a_version_without_ids_gets_one_and_keeps_its_rows()
    {
        var webhook = await Store.CreateWebhookAsync();
        await using (var context = await Store.ContextAsync())
        {
            var before = context.Database.GetMigrations().TakeWhile(migration => !migration.EndsWith("_StoreIdentity", StringComparison.Ordinal)).Last();
            await context.GetService<IMigrator>().MigrateAsync(before, Cancel);
        }

        // A process that knew the store under another id would refuse it.
        await using var other = Store.Provider is StorageProvider.PostgreSql ? Store.AsAnotherProcess() : null;
        await (other ?? Store).Service<StoreDialect>().PrepareAsync(() => Task.CompletedTask);

        await using var after = await (other ?? Store).ContextAsync();
        Assert.NotEqual(Guid.Empty, (await after.Identity.AsNoTracking().SingleAsync(Cancel)).Id);
        Assert.Equal(webhook, (await after.Subscriptions.AsNoTracking().SingleAsync(Cancel)).Id);
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        await Store.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_FromTheFuture', '99.0.0')""");

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(PrepareAsync);

        Assert.StartsWith("Storage:ConnectionString: a newer version of Dixa Webhooks has upgraded the database ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("99990101000000_FromTheFuture", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALTER TABLE events RENAME COLUMN received_at TO elsewhere", "events")]
    [InlineData("ALTER TABLE hours RENAME TO elsewhere", "hours")]
    public async Task A_store_that_lost_a_column_or_a_table_is_refused_by_name(string damage, string table)
    {
        await Store.ExecuteAsync(damage);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(PrepareAsync);

        Assert.StartsWith($"Storage:ConnectionString: the table {table} of the database ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Restore a backup of the database.", refusal.Message, StringComparison.Ordinal);
    }

    private Task PrepareAsync() => Store.Service<StoreDialect>().PrepareAsync(() => Task.CompletedTask);
}

[OnPostgres]
public sealed class PostgresStoreVersionTests : StoreVersionTests;
