using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<StoredNotification>
{
    public void Configure(EntityTypeBuilder<StoredNotification> entity)
    {
        entity.ToTable("notifications");
        entity.HasKey(notification => notification.Id);
        entity.HasOne<WebhookSubscription>().WithMany().HasForeignKey(notification => notification.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
        entity.ComplexProperty(notification => notification.Reason, reason => reason.HasColumns());
        entity.HasIndex(notification => notification.Id).HasFilter("mail_pending").HasDatabaseName("ix_notifications_to_mail");
    }
}
