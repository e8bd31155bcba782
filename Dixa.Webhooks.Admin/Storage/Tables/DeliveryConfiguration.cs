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

        // No foreign key to the webhook: after a webhook is removed, its history is deleted in batches.
        // The due list of a lane. It contains only pending deliveries, so it stays small next to a long history. It covers all columns that a
        // lane needs, since the deliveries of a lane are far apart in the table.
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.DueAt, delivery.Id, delivery.EventKey, delivery.Attempts })
            .HasFilter($"state = {DeliveryStates.Pending}").HasDatabaseName("ix_deliveries_due");

        entity.Property(delivery => delivery.IsTest).HasDefaultValue(false);

        // Newest first: all deliveries of a webhook, and those of an event type. SQLite appends the key to each index.
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.CreatedAt }).HasDatabaseName("ix_deliveries_created");
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.EventType, delivery.CreatedAt }).HasDatabaseName("ix_deliveries_history");

        // Which events a webhook has a delivery of. They are counted in the indexes alone. Apart, so that most events have one entry in one index.
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.EventType, delivery.EventKey }, "ix_deliveries_events").HasFilter("resend_of IS NULL AND NOT is_test");
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.EventType, delivery.EventKey }, "ix_deliveries_resends").HasFilter("resend_of IS NOT NULL");

        // Final deliveries by state. Pending ones are in the due list.
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.State, delivery.CreatedAt })
            .HasFilter($"state <> {DeliveryStates.Pending}").HasDatabaseName("ix_deliveries_ended");

        // What failed or was cancelled of an event type. Nearly all deliveries are delivered, so it stays small.
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.State, delivery.EventType, delivery.CreatedAt })
            .HasFilter($"state > {DeliveryStates.Delivered}").HasDatabaseName("ix_deliveries_not_delivered");
        entity.HasIndex(delivery => delivery.EventKey);
        entity.HasIndex(delivery => delivery.ResendOf).HasFilter("resend_of IS NOT NULL");
        entity.HasIndex(delivery => delivery.ReplayId).HasFilter("replay_id IS NOT NULL");
    }
}
