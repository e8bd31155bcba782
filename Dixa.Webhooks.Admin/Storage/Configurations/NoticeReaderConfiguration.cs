using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Configurations;

internal sealed class NoticeReaderConfiguration : IEntityTypeConfiguration<StoredNoticeReader>
{
    public void Configure(EntityTypeBuilder<StoredNoticeReader> entity)
    {
        entity.ToTable("notice_readers");
        entity.HasKey(reader => reader.UserId);
        entity.Property(reader => reader.UserId).ValueGeneratedNever();
    }
}
