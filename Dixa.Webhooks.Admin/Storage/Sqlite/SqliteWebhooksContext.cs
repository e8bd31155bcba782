using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>The store in a SQLite file.</summary>
public sealed class SqliteWebhooksContext : WebhooksDbContext
{
    // Even a change of a single row must be a transaction, so that it waits for its turn at the SqliteWriteGate.
    public SqliteWebhooksContext(DbContextOptions<SqliteWebhooksContext> options, IDataProtectionProvider protection)
        : base(options, protection) => Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

    /// <summary>SQLite has one writer at a time anyway.</summary>
    public override Task<IDbContextTransaction> BeginSerializedTransactionAsync(CancellationToken cancel) => Database.BeginTransactionAsync(cancel);

    /// <summary>Not needed: during a transaction no other connection can write.</summary>
    public override Task LockAsync(Guid subscriptionId, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Not needed either.</summary>
    internal override Task LockAuditAsync(CancellationToken cancel) => Task.CompletedTask;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var property in builder.Model.GetEntityTypes().Where(IsOurs).SelectMany(entity => entity.GetProperties()))
        {
            if (property.ClrType == typeof(Guid) || property.ClrType == typeof(Guid?))
            {
                property.SetValueConverter(typeof(UuidBytes));
            }
        }
    }

    /// <summary>Stores a UUID as 16 bytes instead of 36 characters, since every index of the deliveries contains one.</summary>
    private sealed class UuidBytes() : ValueConverter<Guid, byte[]>(id => Uuid.ToBytes(id), bytes => Uuid.Read(bytes));
}
