using Dixa.Webhooks.Admin.Domain.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>Without foreign keys, so that a row stays when what it is about is removed.</summary>
internal sealed class AuditRowConfiguration : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> entity)
    {
        entity.ToTable("audit");
        entity.HasKey(row => row.Id);
        entity.Property(row => row.Id).ValueGeneratedNever();
        entity.HasIndex(row => new { row.TargetId, row.Id });
        entity.HasIndex(row => new { row.ActorId, row.Id });
        entity.HasIndex(row => new { row.Action, row.Id });
        entity.HasIndex(row => row.At);
    }
}
