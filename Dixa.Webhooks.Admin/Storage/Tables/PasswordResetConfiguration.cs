using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class PasswordResetConfiguration : IEntityTypeConfiguration<StoredPasswordReset>
{
    public void Configure(EntityTypeBuilder<StoredPasswordReset> entity)
    {
        entity.ToTable("password_resets");
        entity.HasKey(reset => reset.Id);
        entity.Property(reset => reset.Id).ValueGeneratedNever();
        entity.HasIndex(reset => reset.UserId);
    }
}
