using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>
/// Where the tables differ from SQLite's. PostgreSQL checks each row's foreign key by a statement of its own, and a delivery that changes
/// gets a new entry in each of its indexes; together that was half of what it costs to record an attempt.
/// </summary>
internal static class PostgresModel
{
    public static void Apply(ModelBuilder builder)
    {
        var deliveries = builder.Entity<Delivery>();

        // A delivery is inserted by the statement that inserts its event, or for one that is there, and no event is ever removed. An
        // attempt is inserted by the statement that changes its delivery, and removed with it.
        foreach (var table in new[] { deliveries.Metadata, builder.Entity<DeliveryAttempt>().Metadata })
        {
            table.RemoveForeignKey(table.GetForeignKeys().Single());
        }

        // With the state, so that those that were delivered, which nearly all are, need no index of their own.
        var created = deliveries.HasIndex(delivery => new { delivery.SubscriptionId, delivery.CreatedAt }).Metadata;
        deliveries.Metadata.RemoveIndex(created);
        deliveries.HasIndex(delivery => new { delivery.SubscriptionId, delivery.CreatedAt, delivery.State }).HasDatabaseName(created.GetDatabaseName());
        deliveries.HasIndex(delivery => new { delivery.SubscriptionId, delivery.State, delivery.CreatedAt }).HasFilter("state > 1");
    }
}
