using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class SubscribedEventConfiguration : IEntityTypeConfiguration<SubscribedEvent>
{
    public void Configure(EntityTypeBuilder<SubscribedEvent> entity)
    {
        entity.ToTable("subscription_events");
        entity.HasKey(subscribed => new { subscribed.SubscriptionId, subscribed.EventType });

        // Ingest looks up the webhooks that subscribe to an event type.
        entity.HasIndex(subscribed => subscribed.EventType);
    }
}
