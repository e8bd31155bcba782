using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Configurations;

internal sealed class AttemptConfiguration : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> entity)
    {
        entity.ToTable("attempts");
        entity.HasKey(attempt => attempt.Id);
        entity.Property(attempt => attempt.Id).ValueGeneratedNever();
        entity.Ignore(attempt => attempt.DeliveryId);
        entity.Ignore(attempt => attempt.Number);

        // The auto-disable sweep reads a webhook's latest failures. Successes, which are nearly all, cost no index.
        entity.HasIndex(attempt => new { attempt.SubscriptionId, attempt.StartedAt }).HasFilter("NOT succeeded").HasDatabaseName("ix_attempts_failed");
    }
}
