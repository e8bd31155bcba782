using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>This version opens a store of a version without the index of subjects.</summary>
public class HistoryUpgradeTests : StoreTest
{
    private const string Before = "Facts";

    [Fact]
    public async Task Its_events_stay_complete_and_are_added_to_the_index()
    {
        var payload = """{"data":{"conversation":{"csid":4711},"text":"write to freja@example.com"}}"""u8.ToArray();
        await using (var context = await Store.ContextAsync())
        {
            await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
        }

        for (var i = 1; i <= 450; i++)
        {
            await Store.ExecuteAsync($"INSERT INTO events (event_id, event_type, received_at, payload) VALUES ({Id(i)}, 'CONVERSATION_CREATED', 0, {Store.Literal(payload)})");
        }

        await using (var context = await Store.ContextAsync())
        {
            await context.Database.MigrateAsync(Cancel);
            Assert.Equal(await context.Events.MaxAsync(stored => stored.Id, Cancel), await context.Identity.Select(store => store.UnindexedEvents).SingleAsync(Cancel));
        }

        Assert.Null(await Store.Service<IEnumerable<Microsoft.Extensions.Hosting.IHostedService>>().OfType<SubjectBackfill>().Single().RunAsync(Cancel));

        await using var later = await Store.ContextAsync();
        Assert.Equal(0, await later.Identity.Select(store => store.UnindexedEvents).SingleAsync(Cancel));
        var events = await later.Events.AsNoTracking().ToListAsync(Cancel);
        Assert.Equal(450, events.Count);
        Assert.True(events.TrueForAll(stored => stored.Payload.SequenceEqual(payload) && stored is { RemovedAt: null, Removal: null }));
        var email = SubjectKey.Of(SubjectKind.Email, "freja@example.com").Value;
        Assert.Equal(events.Select(stored => stored.Id).Order(), (await later.EventSubjects.Where(row => row.Subject == email).Select(row => row.EventKey).ToListAsync(Cancel)).Order());
        Assert.Equal(2 * events.Count, await later.EventSubjects.CountAsync(Cancel));
    }

    private string Id(int number) => Store.Provider is StorageProvider.Sqlite ? $"x'{number:x32}'" : $"'{new Guid(number, 0, 0, new byte[8])}'";
}

[OnPostgres]
public sealed class HistoryUpgradeTestsOnPostgres : HistoryUpgradeTests;
