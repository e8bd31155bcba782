using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> entity)
    {
        entity.ToTable("deliveries");
        entity.HasKey(delivery => delivery.Id);
        entity.HasOne<StoredEvent>().WithMany().HasForeignKey(delivery => delivery.EventKey).OnDelete(DeleteBehavior.Cascade);

        // No foreign key to the webhook: its history outlives it for a while, and is deleted by portions.
        // A lane's due list. It holds what is pending and nothing else, so it stays small beside a long history; and all that a
        // lane wants to know of it, since a lane's deliveries lie far apart in the table.
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.DueAt, delivery.Id, delivery.EventKey, delivery.Attempts })
            .HasFilter("state = 0").HasDatabaseName("ix_deliveries_due");

        entity.Property(delivery => delivery.IsTest).HasDefaultValue(false);

        // Newest first: all of a webhook's, and those of an event type. Each index ends in the key by itself.
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.CreatedAt }).HasDatabaseName("ix_deliveries_created");
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.EventType, delivery.CreatedAt }).HasDatabaseName("ix_deliveries_history");

        // Those that ended in a state. What is pending is in the due list.
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.State, delivery.CreatedAt })
            .HasFilter("state <> 0").HasDatabaseName("ix_deliveries_ended");
        entity.HasIndex(delivery => delivery.EventKey);
        entity.HasIndex(delivery => delivery.ResendOf).HasFilter("resend_of IS NOT NULL");
    }
}
