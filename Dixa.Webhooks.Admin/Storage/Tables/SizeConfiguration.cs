using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class SizeConfiguration : IEntityTypeConfiguration<StoredSize>
{
    public void Configure(EntityTypeBuilder<StoredSize> entity)
    {
        entity.ToTable("store_sizes");
        entity.HasKey(size => size.Day);
        entity.Property(size => size.Day).ValueGeneratedNever();
    }
}
