using System.Data.Common;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Writes;

public class GroupCommitTests : StoreTest
{
    // The connection string sets how long a statement waits for a lock.
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Storage:ConnectionString"] = "{database};Command Timeout=1" };

    private GroupCommit Writer => Store.Service<GroupCommit>();

    [Fact]
    public async Task Of_a_group_a_write_that_breaks_a_constraint_fails_its_own_caller_alone()
    {
        List<Task<IReadOnlyList<EventStored>>> writes;
        await using (await WriteLock.TakeAsync(Store))
        {
            // The writer waits for the lock with the first write; the others gather for the next group.
            writes = [.. Enumerable.Range(0, 6).Select(i => Writer.CommitAsync(new StoreEvents([Event(), i == 3 ? Impossible() : Event()])))];
        }

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => writes[3]);
        Assert.Matches("(?i)not.null", refused.Message);
        foreach (var write in writes.Where(write => write != writes[3]))
        {
            Assert.All(await write, stored => Assert.False(stored.Duplicate));
        }

        Assert.Equal(10, await EventsAsync());
    }

    [Fact]
    public async Task A_group_that_cannot_be_stored_fails_each_caller_and_the_writer_continues()
    {
        await Assert.ThrowsAnyAsync<DbException>(() => Writer.CommitAsync(new StoreEvents([Impossible()])));

        await Writer.CommitAsync(new StoreEvents([Event()]));

        Assert.Equal(1, await EventsAsync());
    }

    [Fact]
    public async Task A_locked_store_is_distinguished_from_a_refusal_and_accepts_the_same_write_later()
    {
        var write = new[] { Event() };
        await using (await WriteLock.TakeAsync(Store))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => Writer.CommitAsync(new StoreEvents(write)));
        }

        Assert.Equal(0, await EventsAsync());
        Assert.False(Assert.Single(await Writer.CommitAsync(new StoreEvents(write))).Duplicate);
        Assert.Equal(1, await EventsAsync());
    }

    private StoredEvent Event() =>
        new() { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Time.GetUtcNow(), Payload = "{}"u8.ToArray() };

    private StoredEvent Impossible() => new() { EventId = Guid.NewGuid(), EventType = null!, ReceivedAt = Store.Time.GetUtcNow(), Payload = [] };

    private async Task<int> EventsAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Events.CountAsync(Cancel);
    }
}

[OnPostgres]
public sealed class GroupCommitTestsOnPostgres : GroupCommitTests;
