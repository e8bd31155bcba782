using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class ErasureConfiguration : IEntityTypeConfiguration<StoredErasure>
{
    public void Configure(EntityTypeBuilder<StoredErasure> entity)
    {
        entity.ToTable("erasures");
        entity.HasKey(erasure => erasure.Id);
        entity.Property(erasure => erasure.Id).ValueGeneratedNever();
        entity.HasIndex(erasure => erasure.RequestedAt);
    }
}
