using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
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
/// The store. One subclass and one folder of migrations for each provider; Identity's tables live beside ours,
/// so that one file holds everything.
/// </summary>
public abstract class WebhooksDbContext(DbContextOptions options, IDataProtectionProvider protection)
    : IdentityDbContext<IdentityUser<Guid>, IdentityRole<Guid>, Guid>(options)
{
    private const string Purpose = "Dixa.Webhooks.Admin.Storage.Secrets";

    public DbSet<WebhookSubscription> Subscriptions => Set<WebhookSubscription>();

    public DbSet<SubscribedEvent> SubscribedEvents => Set<SubscribedEvent>();

    public DbSet<Lane> Lanes => Set<Lane>();

    public DbSet<StoredEvent> Events => Set<StoredEvent>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<DeliveryAttempt> Attempts => Set<DeliveryAttempt>();

    public DbSet<StoredEventStatus> EventStatuses => Set<StoredEventStatus>();

    public DbSet<StoredHour> Hours => Set<StoredHour>();

    public DbSet<StoredActivity> Activities => Set<StoredActivity>();

    public DbSet<StoredNotification> Notifications => Set<StoredNotification>();

    public DbSet<StoredNotificationReader> NotificationReaders => Set<StoredNotificationReader>();

    public DbSet<StoredApiToken> ApiTokens => Set<StoredApiToken>();

    public DbSet<StoredSession> Sessions => Set<StoredSession>();

    public DbSet<StoredPasswordReset> PasswordResets => Set<StoredPasswordReset>();

    public DbSet<PendingRemoval> Removals => Set<PendingRemoval>();

    /// <summary>One row.</summary>
    public DbSet<StoreIdentity> Identity => Set<StoreIdentity>();

    /// <summary>The model closes over the protector, so each protector has a model of its own.</summary>
    internal IDataProtectionProvider Protection { get; } = protection;

    /// <summary>
    /// Begins a transaction of which there is one at a time, in all processes: nobody else decides meanwhile on what is read in it.
    /// The hot path goes on beside it where the provider lets it.
    /// </summary>
    public abstract Task<IDbContextTransaction> BeginSerializedTransactionAsync(CancellationToken cancel);

    /// <summary>Keeps a webhook, and what the hot path counts for it, as it is until the transaction's end.</summary>
    public abstract Task LockAsync(Guid subscriptionId, CancellationToken cancel);

    /// <summary>Whether a table is ours, and not one of Identity's.</summary>
    internal static bool IsOurs(IReadOnlyEntityType entity) => entity.ClrType.Namespace?.StartsWith("Dixa.", StringComparison.Ordinal) is true;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite cannot order a DateTimeOffset. Ticks lose nothing, so that no retry is early by a rounding.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<TimeSpanToTicksConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        var secrets = Protection.CreateProtector(Purpose);
        builder.ApplyConfiguration(new SubscriptionConfiguration(secrets));
        builder.ApplyConfiguration(new SubscribedEventConfiguration());
        builder.ApplyConfiguration(new LaneConfiguration());
        builder.ApplyConfiguration(new EventConfiguration());
        builder.ApplyConfiguration(new DeliveryConfiguration());
        builder.ApplyConfiguration(new AttemptConfiguration());
        builder.ApplyConfiguration(new EventStatusConfiguration());
        builder.ApplyConfiguration(new HourConfiguration());
        builder.ApplyConfiguration(new ActivityConfiguration());
        builder.ApplyConfiguration(new NotificationConfiguration());
        builder.ApplyConfiguration(new NotificationReaderConfiguration());
        builder.ApplyConfiguration(new ApiTokenConfiguration());
        builder.ApplyConfiguration(new SessionConfiguration());
        builder.ApplyConfiguration(new PasswordResetConfiguration());
        builder.ApplyConfiguration(new RemovalConfiguration());
        builder.ApplyConfiguration(new StoreIdentityConfiguration());
        SnakeCase.Apply(builder.Model);
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        time => time.UtcTicks,
        ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
