using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class RetentionRunConfiguration : IEntityTypeConfiguration<StoredRetentionRun>
{
    public void Configure(EntityTypeBuilder<StoredRetentionRun> entity)
    {
        entity.ToTable("retention_runs");
        entity.HasKey(run => run.Id);
    }
}
