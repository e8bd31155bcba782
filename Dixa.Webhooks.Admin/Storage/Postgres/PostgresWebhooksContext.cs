using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>The store in a PostgreSQL database. It can also contain the keys that encrypt its secrets, so that every process has them.</summary>
public sealed class PostgresWebhooksContext(DbContextOptions<PostgresWebhooksContext> options, IDataProtectionProvider protection)
    : WebhooksDbContext(options, protection), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public override async Task<IDbContextTransaction> BeginSerializedTransactionAsync(CancellationToken cancel)
    {
        var transaction = await Database.BeginTransactionAsync(cancel);
        await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({PostgresLocks.Serialized})", cancel);
        return transaction;
    }

    public override Task LockAsync(Guid subscriptionId, CancellationToken cancel) =>
        Database.ExecuteSqlAsync($"SELECT 1 FROM subscriptions s JOIN lanes l ON l.subscription_id = s.id WHERE s.id = {subscriptionId} FOR UPDATE OF s, l", cancel);

    internal override Task LockAuditAsync(CancellationToken cancel) => Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({PostgresLocks.Audit})", cancel);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        PostgresModel.Apply(builder);
        builder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
    }
}
