using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class EventSubjectConfiguration : IEntityTypeConfiguration<StoredEventSubject>
{
    public void Configure(EntityTypeBuilder<StoredEventSubject> entity)
    {
        // No foreign key and no index by event: entries of purged events are deleted afterwards, in the order of this key. On SQLite the table has
        // no rowid, so it is its own index.
        entity.ToTable("event_subjects");
        entity.HasKey(row => new { row.Subject, row.EventKey });
    }
}
