using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Sqlite
{
    /// <summary>
    /// Marks replayed deliveries and test events. The columns are added without rewriting a row. The new indexes, and the search for test events, read all events and all deliveries once each.
    /// </summary>
    public partial class Replays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "purged_events",
                table: "store",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "is_test",
                table: "events",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "replay_id",
                table: "deliveries",
                type: "BLOB",
                nullable: true);

            migrationBuilder.Sql("UPDATE events SET is_test = 1 WHERE id IN (SELECT event_key FROM deliveries WHERE is_test)");

            migrationBuilder.CreateIndex(
                name: "ix_events_removed",
                table: "events",
                column: "event_type",
                filter: "removed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_events_type",
                table: "events",
                column: "event_type",
                filter: "NOT is_test");

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_replay_id",
                table: "deliveries",
                column: "replay_id",
                filter: "replay_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_events",
                table: "deliveries",
                columns: new[] { "subscription_id", "event_type", "event_key" },
                filter: "resend_of IS NULL AND NOT is_test");

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
                name: "IX_deliveries_replay_id",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_events",
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
        }
    }
}
