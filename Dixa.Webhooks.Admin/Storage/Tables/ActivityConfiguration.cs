using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class ActivityConfiguration : IEntityTypeConfiguration<StoredActivity>
{
    public void Configure(EntityTypeBuilder<StoredActivity> entity)
    {
        entity.ToTable("activities");
        entity.HasKey(activity => activity.Id);
        entity.HasOne<WebhookSubscription>().WithMany().HasForeignKey(activity => activity.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(activity => new { activity.SubscriptionId, activity.Id });
    }
}
