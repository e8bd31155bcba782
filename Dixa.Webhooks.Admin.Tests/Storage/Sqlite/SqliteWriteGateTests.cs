using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>The order in which the connections of one process write to a SQLite file.</summary>
public sealed class SqliteWriteGateTests : StoreTest
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly SqliteWriteGate _gate = new();

    private SqliteWriteGate OfStore => Store.Service<SqliteWriteGate>();

    [Fact]
    public async Task Writers_enter_in_the_order_in_which_they_asked_also_when_the_first_asks_again_at_once()
    {
        object[] writers = ["hot path", "administrator", "sweep"];
        await _gate.EnterAsync(writers[0], Long, Cancel);
        var administrator = _gate.EnterAsync(writers[1], Long, Cancel).AsTask();
        var sweep = _gate.EnterAsync(writers[2], Long, Cancel).AsTask();

        _gate.Leave(writers[0]);
        var again = _gate.EnterAsync(writers[0], Long, Cancel).AsTask();

        await administrator;
        Assert.False(sweep.IsCompleted || again.IsCompleted);
        _gate.Leave(writers[1]);
        await sweep;
        Assert.False(again.IsCompleted);
        _gate.Leave(writers[2]);
        await again;
    }

    [Fact]
    public async Task An_owner_may_enter_twice_and_only_the_owner_can_leave()
    {
        var (owner, other) = (new object(), new object());
        await _gate.EnterAsync(owner, Long, Cancel);
        await _gate.EnterAsync(owner, Long, Cancel);
        var waiting = _gate.EnterAsync(other, Long, Cancel).AsTask();

        _gate.Leave(other);
        Assert.False(waiting.IsCompleted);

        _gate.Leave(owner);
        _gate.Leave(owner);
        await waiting;
    }

    [Fact]
    public async Task A_writer_that_gives_up_does_not_delay_the_next_ones()
    {
        var (owner, impatient, patient) = (new object(), new object(), new object());
        using var giveUp = new CancellationTokenSource();
        await _gate.EnterAsync(owner, Long, Cancel);
        var first = _gate.EnterAsync(impatient, Long, giveUp.Token).AsTask();
        var second = _gate.EnterAsync(patient, Long, Cancel).AsTask();

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _gate.Leave(owner);

        await second;
        Assert.Equal(0, _gate.Queued);
    }

    [Fact]
    public async Task A_turn_that_does_not_come_in_time_means_that_the_store_is_unavailable()
    {
        await _gate.EnterAsync(new object(), Long, Cancel);

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await _gate.EnterAsync(new object(), TimeSpan.FromMilliseconds(1), Cancel));

        Assert.True(error.IsTransient);
        Assert.Same(error, StoreErrors.Find(error));
        Assert.Equal(0, _gate.Queued);
    }

    [Fact]
    public async Task The_hot_path_and_every_kind_of_change_wait_in_one_queue()
    {
        var webhook = await Store.CreateWebhookAsync();
        var form = (await Store.Reads.FormAsync(Actors.Administrator, webhook, Cancel))!;
        form.Draft.Name = "Renamed";
        var holder = new object();
        await OfStore.EnterAsync(holder, Long, Cancel);

        var stored = Store.Service<GroupCommit>().CommitAsync(new StoreEvents([Event()]));
        await QueuedAsync(1);
        var changed = Task.Run(() => Store.Changes.EditAsync(Actors.Administrator, webhook, form.Revision, form.Draft, Cancel), Cancel);
        await QueuedAsync(2);
        var statement = Task.Run(() => Store.ExecuteAsync("UPDATE lanes SET consecutive_failures = 0"), Cancel);
        await QueuedAsync(3);
        var row = Task.Run(() => Store.StoreAsync(new PendingRemoval { SubscriptionId = Guid.NewGuid() }), Cancel);
        await QueuedAsync(4);

        // Arrives after the hot path's group was formed, and so after all writers that wait by then.
        var storedNext = Store.Service<GroupCommit>().CommitAsync(new StoreEvents([Event()]));
        Assert.False(stored.IsCompleted || changed.IsCompleted || statement.IsCompleted || row.IsCompleted || storedNext.IsCompleted);

        OfStore.Leave(holder);
        await Task.WhenAll(stored, changed, statement, row, storedNext);
        Assert.IsType<SaveResult.Saved>(await changed);
        Assert.Equal(0, OfStore.Queued);
    }

    [Fact]
    public async Task What_is_rolled_back_or_fails_gives_the_turn_back()
    {
        await using (var context = await Store.ContextAsync())
        {
            await using var transaction = await context.Database.BeginTransactionAsync(Cancel);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => Store.ExecuteAsync("UPDATE no_such_table SET x = 1"));
        await Assert.ThrowsAnyAsync<Exception>(() => Store.StoreAsync(new StoredEventStatus { SubscriptionId = Guid.NewGuid(), EventType = "X" }));

        await Store.Service<GroupCommit>().CommitAsync(new StoreEvents([Event()]));
    }

    private Task QueuedAsync(int count) => Eventually.BecomesTrueAsync(() => OfStore.Queued == count, $"{count} writes wait");

    private StoredEvent Event() => new() { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Time.GetUtcNow(), Payload = [1] };
}
