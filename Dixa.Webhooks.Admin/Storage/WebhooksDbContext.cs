using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Keys;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>
/// The store. Each provider has a subclass and a folder of migrations. Identity's tables are in the same database as ours, so that one
/// backup has both.
/// </summary>
public abstract class WebhooksDbContext(DbContextOptions options, IDataProtectionProvider protection)
    : IdentityDbContext<IdentityUser<Guid>, IdentityRole<Guid>, Guid>(options)
{
    internal const string Purpose = "Dixa.Webhooks.Admin.Storage.Secrets";

    public DbSet<WebhookSubscription> Subscriptions => Set<WebhookSubscription>();

    public DbSet<SubscribedEvent> SubscribedEvents => Set<SubscribedEvent>();

    public DbSet<Lane> Lanes => Set<Lane>();

    public DbSet<StoredEvent> Events => Set<StoredEvent>();

    public DbSet<StoredEventSubject> EventSubjects => Set<StoredEventSubject>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<StoredCancellation> Cancellations => Set<StoredCancellation>();

    public DbSet<DeliveryAttempt> Attempts => Set<DeliveryAttempt>();

    public DbSet<StoredEventStatus> EventStatuses => Set<StoredEventStatus>();

    public DbSet<StoredHour> Hours => Set<StoredHour>();

    public DbSet<AuditRow> AuditRows => Set<AuditRow>();

    /// <summary>Has at most one row.</summary>
    public DbSet<StoredAuditChain> AuditChain => Set<StoredAuditChain>();

    public DbSet<StoredSettingHash> SettingHashes => Set<StoredSettingHash>();

    public DbSet<StoredNotification> Notifications => Set<StoredNotification>();

    public DbSet<StoredNotificationReader> NotificationReaders => Set<StoredNotificationReader>();

    public DbSet<StoredApiToken> ApiTokens => Set<StoredApiToken>();

    public DbSet<StoredSession> Sessions => Set<StoredSession>();

    public DbSet<StoredPasswordReset> PasswordResets => Set<StoredPasswordReset>();

    public DbSet<PendingRemoval> PendingRemovals => Set<PendingRemoval>();

    public DbSet<StoredRetentionRun> RetentionRuns => Set<StoredRetentionRun>();

    public DbSet<StoredSize> Sizes => Set<StoredSize>();

    public DbSet<StoredErasure> Erasures => Set<StoredErasure>();

    public DbSet<StoredBulkAction> BulkActions => Set<StoredBulkAction>();

    public DbSet<StoredBulkPart> BulkParts => Set<StoredBulkPart>();

    /// <summary>Empty unless several processes can share the store.</summary>
    public DbSet<StoredProcess> Processes => Set<StoredProcess>();

    /// <summary>Has exactly one row.</summary>
    public DbSet<StoreIdentity> Identity => Set<StoreIdentity>();

    /// <summary>The model captures the protector, so each protector needs its own model; see <see cref="Keys.ProtectorModelKey"/>.</summary>
    internal IDataProtectionProvider Protection { get; } = protection;

    /// <summary>
    /// Begins a transaction that runs one at a time in all processes, so that decisions that depend on what it reads stay correct. The hot path
    /// continues in parallel if the provider allows it.
    /// </summary>
    public abstract Task<IDbContextTransaction> BeginSerializedTransactionAsync(CancellationToken cancel);

    /// <summary>Locks a webhook and its lane's failure count until the end of the transaction.</summary>
    public abstract Task LockAsync(Guid subscriptionId, CancellationToken cancel);

    /// <summary>Lets only this transaction add to the audit log, until its end. Take it after all other locks.</summary>
    internal abstract Task LockAuditAsync(CancellationToken cancel);

    /// <summary>Calls back after the current transaction is committed; never if it is not.</summary>
    /// <exception cref="InvalidOperationException">There is no transaction.</exception>
    internal void AfterCommit(Action committed) =>
        (Database.CurrentTransaction as StoreTransaction ?? throw new InvalidOperationException("This needs a transaction that the caller began and commits.")).Committed += committed;

    /// <summary>Whether a table is ours and not one of Identity's.</summary>
    internal static bool IsOurs(IReadOnlyEntityType entity) => entity.ClrType.Namespace?.StartsWith("Dixa.", StringComparison.Ordinal) is true;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite cannot order a DateTimeOffset. Ticks have full precision, so that rounding makes no retry early.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<TimeSpanToTicksConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        var protector = Protection.CreateProtector(Purpose);
        builder.ApplyConfiguration(new SubscriptionConfiguration(new SecretProtector(protector)));
        builder.ApplyConfiguration(new SubscribedEventConfiguration());
        builder.ApplyConfiguration(new LaneConfiguration());
        builder.ApplyConfiguration(new EventConfiguration());
        builder.ApplyConfiguration(new EventSubjectConfiguration());
        builder.ApplyConfiguration(new DeliveryConfiguration());
        builder.ApplyConfiguration(new CancellationConfiguration());
        builder.ApplyConfiguration(new AttemptConfiguration());
        builder.ApplyConfiguration(new EventStatusConfiguration());
        builder.ApplyConfiguration(new HourConfiguration());
        builder.ApplyConfiguration(new AuditRowConfiguration());
        builder.ApplyConfiguration(new AuditChainConfiguration(protector));
        builder.ApplyConfiguration(new SettingHashConfiguration());
        builder.ApplyConfiguration(new NotificationConfiguration());
        builder.ApplyConfiguration(new NotificationReaderConfiguration());
        builder.ApplyConfiguration(new ApiTokenConfiguration());
        builder.ApplyConfiguration(new SessionConfiguration());
        builder.ApplyConfiguration(new PasswordResetConfiguration());
        builder.ApplyConfiguration(new PendingRemovalConfiguration());
        builder.ApplyConfiguration(new RetentionRunConfiguration());
        builder.ApplyConfiguration(new SizeConfiguration());
        builder.ApplyConfiguration(new ErasureConfiguration());
        builder.ApplyConfiguration(new BulkActionConfiguration());
        builder.ApplyConfiguration(new BulkPartConfiguration());
        builder.ApplyConfiguration(new ProcessConfiguration());
        builder.ApplyConfiguration(new StoreIdentityConfiguration());
        SnakeCase.Apply(builder.Model);
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        time => time.UtcTicks,
        ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
