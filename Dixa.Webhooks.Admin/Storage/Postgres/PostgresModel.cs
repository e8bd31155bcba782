using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>
/// The differences from SQLite's tables. PostgreSQL checks the foreign key of each row with a separate statement, and a changed delivery gets a
/// new entry in each of its indexes. Together that was half of the cost of recording an attempt.
/// </summary>
internal static class PostgresModel
{
    public static void Apply(ModelBuilder builder)
    {
        var deliveries = builder.Entity<Delivery>();

        // The foreign keys are not needed: a delivery is inserted together with its event or for an existing event, and an event is only purged
        // without deliveries. An attempt is inserted by the statement that changes its delivery, and deleted together with it.
        foreach (var table in new[] { deliveries.Metadata, builder.Entity<DeliveryAttempt>().Metadata })
        {
            table.RemoveForeignKey(table.GetForeignKeys().Single());
        }

        // Includes the state, so that delivered deliveries, the vast majority, need no index of their own.
        var created = deliveries.HasIndex(delivery => new { delivery.SubscriptionId, delivery.CreatedAt }).Metadata;
        deliveries.Metadata.RemoveIndex(created);
        deliveries.HasIndex(delivery => new { delivery.SubscriptionId, delivery.CreatedAt, delivery.State }).HasDatabaseName(created.GetDatabaseName());
        deliveries.HasIndex(delivery => new { delivery.SubscriptionId, delivery.State, delivery.CreatedAt }).HasFilter($"state > {DeliveryStates.Delivered}");

        // The events that a webhook has a delivery of are counted in the index of the history, which has the columns for that, so that they need no index of
        // their own. SQLite, which has no statistics of its tables, would use such an index for other queries too, because it has nearly everything.
        var history = deliveries.HasIndex(delivery => new { delivery.SubscriptionId, delivery.EventType, delivery.CreatedAt }).Metadata;
        deliveries.Metadata.RemoveIndex(history);
        deliveries.Metadata.RemoveIndex(deliveries.Metadata.FindIndex("ix_deliveries_events")!);
        deliveries.HasIndex(delivery => new { delivery.SubscriptionId, delivery.EventType, delivery.CreatedAt, delivery.EventKey, delivery.IsTest, delivery.ResendOf })
            .HasDatabaseName(history.GetDatabaseName());

        // PostgreSQL does not append the key to an index.
        deliveries.Metadata.RemoveIndex(deliveries.HasIndex(delivery => delivery.ReplayId).Metadata);
        deliveries.HasIndex(delivery => new { delivery.ReplayId, delivery.Id }).HasFilter("replay_id IS NOT NULL");
        var events = builder.Entity<StoredEvent>();
        foreach (var name in new[] { "ix_events_type", "ix_events_removed" })
        {
            var index = events.Metadata.FindIndex(name)!;
            events.Metadata.RemoveIndex(index);
            events.HasIndex(stored => new { stored.EventType, stored.Id }, name).HasFilter(index.GetFilter());
        }
    }
}
