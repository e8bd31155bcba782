using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>A SQLite file, which belongs to one process.</summary>
internal sealed class SqliteDialect(IDbContextFactory<SqliteWebhooksContext> contexts, StoreFiles files, SingleProcess process, SqliteUpgrade upgrade, SqliteWriteGate gate)
    : StoreDialect
{
    internal override string Name => $"the database {files.Database}";

    internal override async Task PrepareAsync(Func<Task> tryKeys)
    {
        StoreFolders.Create(files);
        process.Claim();
        await upgrade.RunAsync();
        await tryKeys();
    }

    internal override Task FreeAsync(GroupCommit store) => store.CommitAsync(new ReleaseAllLeases());

    /// <summary>There is no other.</summary>
    internal override Task<IAsyncDisposable?> TryLeadAsync(CancellationToken cancel) => Task.FromResult<IAsyncDisposable?>(new MemoryStream());

    internal override WriteSession OpenWriter() => new SqliteSession(contexts.CreateDbContext(), gate);

    internal override ValueTask<DueReader> OpenReaderAsync() => ValueTask.FromResult<DueReader>(new SqliteDueReader(contexts.CreateDbContext()));
}
