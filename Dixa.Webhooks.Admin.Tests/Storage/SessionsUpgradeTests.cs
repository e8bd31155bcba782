using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>This version opens a store of a version without sessions.</summary>
public class SessionsUpgradeTests : StoreTest
{
    private const string Before = "StoreIdentity";

    [Fact]
    public async Task Its_people_stay_and_sessions_and_reset_links_can_be_stored()
    {
        var person = Guid.NewGuid();
        await using (var context = await Store.ContextAsync())
        {
            await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
            context.Users.Add(new("ada@example.com") { Id = person, SecurityStamp = "stamp" });
            await context.SaveChangesAsync(Cancel);
        }

        await using (var context = await Store.ContextAsync())
        {
            await context.Database.MigrateAsync(Cancel);
        }

        await Store.StoreAsync(
            new StoredSession { Id = Guid.NewGuid(), UserId = person, SecurityStamp = "stamp" },
            new StoredPasswordReset { Id = Guid.NewGuid(), UserId = person, SecurityStamp = "stamp" });
        await using var later = await Store.ContextAsync();
        Assert.Equal("ada@example.com", (await later.Users.SingleAsync(user => user.Id == person, Cancel)).UserName);
        Assert.Equal(person, (await later.Sessions.SingleAsync(Cancel)).UserId);
        Assert.Equal(person, (await later.PasswordResets.SingleAsync(Cancel)).UserId);
    }
}

[OnPostgres]
public sealed class SessionsUpgradeTestsOnPostgres : SessionsUpgradeTests;
