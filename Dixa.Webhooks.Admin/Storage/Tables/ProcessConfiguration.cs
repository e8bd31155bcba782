using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class ProcessConfiguration : IEntityTypeConfiguration<StoredProcess>
{
    public void Configure(EntityTypeBuilder<StoredProcess> entity)
    {
        entity.ToTable("processes");
        entity.HasKey(process => process.Id);
        entity.Property(process => process.Id).ValueGeneratedNever();
    }
}
