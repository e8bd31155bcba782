using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class CancellationConfiguration : IEntityTypeConfiguration<StoredCancellation>
{
    public void Configure(EntityTypeBuilder<StoredCancellation> entity)
    {
        // Deliveries have no foreign key to it: checking it would need an index of theirs.
        entity.ToTable("cancellations");
        entity.HasKey(cancellation => cancellation.Id);
        entity.HasOne<WebhookSubscription>().WithMany().HasForeignKey(cancellation => cancellation.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
        entity.ComplexProperty(cancellation => cancellation.Reason, reason => reason.HasColumns());
    }
}
