using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class BulkPartConfiguration : IEntityTypeConfiguration<StoredBulkPart>
{
    public void Configure(EntityTypeBuilder<StoredBulkPart> entity)
    {
        entity.ToTable("bulk_action_parts");
        entity.HasKey(part => new { part.ActionId, part.Number });
    }
}
