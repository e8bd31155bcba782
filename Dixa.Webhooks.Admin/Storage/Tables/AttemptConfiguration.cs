using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class AttemptConfiguration : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> entity)
    {
        entity.ToTable("attempts");
        entity.HasKey(attempt => attempt.Id);
        entity.HasOne<Delivery>().WithMany().HasForeignKey(attempt => attempt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(attempt => new { attempt.DeliveryId, attempt.Number }).IsUnique();

        // For the auto-disable sweep, which reads the latest failures of a webhook. Successes, the vast majority, need no index entry.
        entity.HasIndex(attempt => new { attempt.SubscriptionId, attempt.Id }).HasFilter("NOT succeeded").HasDatabaseName("ix_attempts_failed");
    }
}
