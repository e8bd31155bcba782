using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Reads;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>How many writes share a commit, with a store that only counts.</summary>
public sealed class WriteGroupTests
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public async Task A_group_ends_when_its_content_reaches_the_limit_in_bytes_and_the_rest_follows_in_the_next_groups()
    {
        var store = new CountingStore();
        await using var writer = new GroupCommit(store, new StoreFailureLog(NullLogger<StoreFailureLog>.Instance, TimeProvider.System), NullLogger<GroupCommit>.Instance);
        var first = writer.CommitAsync(Write(bytes: 0));
        await store.Entered.Task.WaitAsync(TestContext.Current.CancellationToken);

        // The writer is busy with the first group; these writes gather for the next one.
        List<Task> writes = [.. Enumerable.Range(0, 20).Select(_ => writer.CommitAsync(Write(Mebibyte)))];
        store.GoOn.SetResult();
        await Task.WhenAll([first, .. writes]);

        Assert.Equal([1, 8, 8, 4], store.Groups.Select(group => group.Count));
        Assert.All(store.Groups, group => Assert.InRange(group.Sum(write => write.Write.Bytes), 0, GroupCommit.MaxGroupBytes));
    }

    [Fact]
    public async Task A_write_that_is_larger_than_the_limit_is_stored_in_a_group_that_ends_with_it()
    {
        var store = new CountingStore();
        await using var writer = new GroupCommit(store, new StoreFailureLog(NullLogger<StoreFailureLog>.Instance, TimeProvider.System), NullLogger<GroupCommit>.Instance);
        var first = writer.CommitAsync(Write(bytes: 0));
        await store.Entered.Task.WaitAsync(TestContext.Current.CancellationToken);

        List<Task> writes = [writer.CommitAsync(Write(16 * Mebibyte)), writer.CommitAsync(Write(1))];
        store.GoOn.SetResult();
        await Task.WhenAll([first, .. writes]);

        Assert.Equal([1, 1, 1], store.Groups.Select(group => group.Count));
    }

    private static StoreEvents Write(int bytes) =>
        new([new StoredEvent { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = DateTimeOffset.UnixEpoch, Payload = new byte[bytes] }]);

    private sealed class CountingStore : StoreDialect
    {
        public TaskCompletionSource Entered { get; } = new();

        public TaskCompletionSource GoOn { get; } = new();

        public ConcurrentQueue<List<QueuedWrite>> Groups { get; } = new();

        internal override string ProviderName => "Counting";

        internal override string Database => "a store that only counts";

        internal override Task PrepareAsync(Func<Task> tryKeys, int? laneReaders = null) => tryKeys();

        internal override Task ReleaseStaleLeasesAsync(GroupCommit store) => Task.CompletedTask;

        internal override Task<IAsyncDisposable?> TryAcquireLeadershipAsync(LeaderTask task, CancellationToken cancel) => Task.FromResult<IAsyncDisposable?>(null);

        internal override Task<StoreSize> ReadSizeAsync(WebhooksDbContext context, CancellationToken cancel) => throw new NotSupportedException();

        internal override Task<IReadOnlyList<TableSize>> ReadTableSizesAsync(WebhooksDbContext context, CancellationToken cancel) => throw new NotSupportedException();

        internal override Task CheckpointAsync(CancellationToken cancel) => throw new NotSupportedException();

        internal override Task DiscardOldContentAsync(WebhooksDbContext context, CancellationToken cancel) => throw new NotSupportedException();

        internal override WriteSession OpenWriter() => new Session(this);

        internal override ValueTask<DueReader> OpenReaderAsync() => throw new NotSupportedException();
    }

    private sealed class Session(CountingStore store) : WriteSession
    {
        public override void Store(List<QueuedWrite> writes)
        {
            store.Groups.Enqueue([.. writes]);
            store.Entered.TrySetResult();
            store.GoOn.Task.GetAwaiter().GetResult();
        }

        public override Dictionary<QueuedWrite, Exception> StoreIndividually(List<QueuedWrite> writes) => [];

        public override int Execute(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters) => throw new NotSupportedException();

        public override List<long> Numbers(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters) => throw new NotSupportedException();

        public override void DeleteDeliveries(List<long> keys) => throw new NotSupportedException();

        public override List<long> InsertResends(Guid subscriptionId, IReadOnlyList<long> originals, DateTimeOffset now) => throw new NotSupportedException();

        public override int CancelDeliveries(Guid subscriptionId, IReadOnlyList<long> keys, long cancellation, DateTimeOffset now) => throw new NotSupportedException();

        public override void DeleteTests(List<long> keys) => throw new NotSupportedException();

        public override void LockOldEvents() => throw new NotSupportedException();

        public override void DeleteSubjects(List<(long Subject, long EventKey)> entries) => throw new NotSupportedException();

        public override void InsertSubjects(List<(long Subject, long EventKey)> entries) => throw new NotSupportedException();

        public override long ReturnSpace() => throw new NotSupportedException();

        public override void LockWebhooksOf(List<long> eventKeys) => throw new NotSupportedException();

        public override void Lock(Guid subscriptionId) => throw new NotSupportedException();

        public override void AddCancelled(Guid subscriptionId, DateTimeOffset now, int count) => throw new NotSupportedException();

        public override void Dispose()
        {
        }
    }
}
