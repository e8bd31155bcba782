using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class NotificationReaderConfiguration : IEntityTypeConfiguration<StoredNotificationReader>
{
    public void Configure(EntityTypeBuilder<StoredNotificationReader> entity)
    {
        entity.ToTable("notification_readers");
        entity.HasKey(reader => reader.UserId);
        entity.Property(reader => reader.UserId).ValueGeneratedNever();
    }
}
