using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<StoredSession>
{
    public void Configure(EntityTypeBuilder<StoredSession> entity)
    {
        entity.ToTable("sessions");
        entity.HasKey(session => session.Id);
        entity.Property(session => session.Id).ValueGeneratedNever();
        entity.HasIndex(session => session.UserId);
    }
}
