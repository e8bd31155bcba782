using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class EventStatusConfiguration : IEntityTypeConfiguration<StoredEventStatus>
{
    public void Configure(EntityTypeBuilder<StoredEventStatus> entity)
    {
        entity.ToTable("event_statuses");
        entity.HasKey(status => new { status.SubscriptionId, status.EventType });
        entity.HasOne<WebhookSubscription>().WithMany().HasForeignKey(status => status.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
    }
}
