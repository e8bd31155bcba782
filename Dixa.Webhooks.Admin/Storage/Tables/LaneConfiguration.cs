using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class LaneConfiguration : IEntityTypeConfiguration<Lane>
{
    public void Configure(EntityTypeBuilder<Lane> entity)
    {
        entity.ToTable("lanes");
        entity.HasKey(lane => lane.SubscriptionId);
        entity.HasOne<WebhookSubscription>().WithOne().HasForeignKey<Lane>(lane => lane.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
    }
}
