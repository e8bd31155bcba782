using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class BulkActionConfiguration : IEntityTypeConfiguration<StoredBulkAction>
{
    public void Configure(EntityTypeBuilder<StoredBulkAction> entity)
    {
        entity.ToTable("bulk_actions");
        entity.HasKey(action => action.Id);
        entity.Property(action => action.Id).ValueGeneratedNever();
        entity.HasIndex(action => action.CreatedAt);
        entity.HasIndex(action => action.State);
    }
}
