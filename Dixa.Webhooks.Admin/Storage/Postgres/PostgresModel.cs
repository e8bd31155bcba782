using Dixa.Webhooks.Admin.Domain.Deliveries;
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
    }
}
