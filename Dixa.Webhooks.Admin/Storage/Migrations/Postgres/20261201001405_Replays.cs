using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Postgres
{
    /// <summary>
    /// Marks replayed deliveries and test events. The columns are added without rewriting a row. The index of the history is created again with more columns.
    /// The indexes, and the search for test events, read all events and all deliveries once each.
    /// </summary>
    public partial class Replays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_deliveries_history",
                table: "deliveries");

            migrationBuilder.AddColumn<long>(
                name: "purged_events",
                table: "store",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "is_test",
                table: "events",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "replay_id",
                table: "deliveries",
                type: "uuid",
                nullable: true);

            migrationBuilder.Sql("UPDATE events SET is_test = true WHERE id IN (SELECT event_key FROM deliveries WHERE is_test)");

            migrationBuilder.CreateIndex(
                name: "ix_events_removed",
                table: "events",
                columns: new[] { "event_type", "id" },
                filter: "removed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_events_type",
                table: "events",
                columns: new[] { "event_type", "id" },
                filter: "NOT is_test");

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_replay_id_id",
                table: "deliveries",
                columns: new[] { "replay_id", "id" },
                filter: "replay_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_history",
                table: "deliveries",
                columns: new[] { "subscription_id", "event_type", "created_at", "event_key", "is_test", "resend_of" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_resends",
                table: "deliveries",
                columns: new[] { "subscription_id", "event_type", "event_key" },
                filter: "resend_of IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_events_removed",
                table: "events");

            migrationBuilder.DropIndex(
                name: "ix_events_type",
                table: "events");

            migrationBuilder.DropIndex(
                name: "IX_deliveries_replay_id_id",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_history",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_resends",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "purged_events",
                table: "store");

            migrationBuilder.DropColumn(
                name: "is_test",
                table: "events");

            migrationBuilder.DropColumn(
                name: "replay_id",
                table: "deliveries");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_history",
                table: "deliveries",
                columns: new[] { "subscription_id", "event_type", "created_at" });
        }
    }
}
