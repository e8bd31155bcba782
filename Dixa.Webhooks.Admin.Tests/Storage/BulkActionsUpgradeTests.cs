using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>This version opens a store of a version without bulk actions.</summary>
public class BulkActionsUpgradeTests : StoreTest
{
    /// <summary>A long history is neither read nor rewritten.</summary>
    [Fact]
    public async Task The_migration_only_creates_tables()
    {
        await using var context = await Store.ContextAsync();
        var name = context.Database.GetMigrations().Single(migration => migration.EndsWith("_BulkActions", StringComparison.Ordinal));

        var script = context.GetService<IMigrator>().GenerateScript(context.Database.GetMigrations().TakeWhile(migration => migration != name).Last(), name);

        Assert.Matches("CREATE TABLE \"?bulk_actions\"?", script);
        Assert.DoesNotContain("ALTER TABLE", script, StringComparison.Ordinal);
        Assert.DoesNotContain("UPDATE ", script, StringComparison.Ordinal);
    }
}

[OnPostgres]
public sealed class BulkActionsUpgradeTestsOnPostgres : BulkActionsUpgradeTests;
