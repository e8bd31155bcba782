using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Dixa.Webhooks.Admin.Storage.Tables;

internal sealed class EventConfiguration : IEntityTypeConfiguration<StoredEvent>
{
    public void Configure(EntityTypeBuilder<StoredEvent> entity)
    {
        entity.ToTable("events");
        entity.HasKey(stored => stored.Id);

        // Publishers may repeat an event, but it is stored only once.
        entity.HasIndex(stored => stored.EventId).IsUnique();

        // What a webhook missed is counted by type in the order of the keys. SQLite appends the key to each index.
        entity.Property(stored => stored.IsTest).HasDefaultValue(false);
        entity.HasIndex(stored => stored.EventType, "ix_events_type").HasFilter("NOT is_test");
        entity.HasIndex(stored => stored.EventType, "ix_events_removed").HasFilter("removed_at IS NOT NULL");

        entity.Property(stored => stored.Traceparent).HasMaxLength(55);
        entity.Ignore(stored => stored.Subjects);
    }
}
