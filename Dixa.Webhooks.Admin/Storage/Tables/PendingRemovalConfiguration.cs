using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class PendingRemovalConfiguration : IEntityTypeConfiguration<PendingRemoval>
{
    public void Configure(EntityTypeBuilder<PendingRemoval> entity)
    {
        entity.ToTable("removals");
        entity.HasKey(removal => removal.SubscriptionId);
        entity.Property(removal => removal.SubscriptionId).ValueGeneratedNever();
    }
}
