using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class HourConfiguration : IEntityTypeConfiguration<StoredHour>
{
    public void Configure(EntityTypeBuilder<StoredHour> entity)
    {
        entity.ToTable("hours");
        entity.HasKey(hour => new { hour.SubscriptionId, hour.Hour });
        entity.HasOne<WebhookSubscription>().WithMany().HasForeignKey(hour => hour.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
    }
}
