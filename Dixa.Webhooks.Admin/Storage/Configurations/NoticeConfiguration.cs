using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Configurations;

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<StoredNotice>
{
    public void Configure(EntityTypeBuilder<StoredNotice> entity)
    {
        entity.ToTable("notices");
        entity.HasKey(notice => notice.Id);
        entity.HasOne<WebhookSubscription>().WithMany().HasForeignKey(notice => notice.SubscriptionId).OnDelete(DeleteBehavior.Cascade);
        entity.HasIndex(notice => notice.Id).HasFilter("mail_pending").HasDatabaseName("ix_notices_to_mail");
    }
}
