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
        entity.Property(stored => stored.Traceparent).HasMaxLength(55);
        entity.Ignore(stored => stored.Subjects);
    }
}
