using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class StoreIdentityConfiguration : IEntityTypeConfiguration<StoreIdentity>
{
    public void Configure(EntityTypeBuilder<StoreIdentity> entity)
    {
        entity.ToTable("store");
        entity.Property(store => store.Id).ValueGeneratedNever();
    }
}
