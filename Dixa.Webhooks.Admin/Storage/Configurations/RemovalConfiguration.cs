using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Configurations;

internal sealed class RemovalConfiguration : IEntityTypeConfiguration<Removal>
{
    public void Configure(EntityTypeBuilder<Removal> entity)
    {
        entity.ToTable("removals");
        entity.HasKey(removal => removal.SubscriptionId);
        entity.Property(removal => removal.SubscriptionId).ValueGeneratedNever();
    }
}
