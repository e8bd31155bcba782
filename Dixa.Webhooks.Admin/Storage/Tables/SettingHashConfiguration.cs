using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class SettingHashConfiguration : IEntityTypeConfiguration<StoredSettingHash>
{
    public void Configure(EntityTypeBuilder<StoredSettingHash> entity)
    {
        entity.ToTable("setting_hashes");
        entity.HasKey(setting => setting.Name);
    }
}
