using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Configurations;

internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> entity)
    {
        entity.ToTable("deliveries");
        entity.HasKey(delivery => delivery.Id);
        entity.HasOne<StoredEvent>().WithMany().HasForeignKey(delivery => delivery.EventKey).OnDelete(DeleteBehavior.Cascade);
        entity.HasOne<WebhookSubscription>().WithMany().HasForeignKey(delivery => delivery.SubscriptionId).OnDelete(DeleteBehavior.Cascade);

        // A lane's due list. It holds what is pending and nothing else, so it stays small beside a long history.
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.DueAt }).HasFilter("state = 0").HasDatabaseName("ix_deliveries_due");

        // The last 50 of an event type.
        entity.HasIndex(delivery => new { delivery.SubscriptionId, delivery.EventType, delivery.Id }).HasDatabaseName("ix_deliveries_history");
        entity.HasIndex(delivery => delivery.EventKey);
    }
}
