using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LighterHotPath : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_attempts_deliveries_delivery_id",
                table: "attempts");

            migrationBuilder.DropForeignKey(
                name: "FK_deliveries_events_event_key",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_created",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_ended",
                table: "deliveries");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_created",
                table: "deliveries",
                columns: new[] { "subscription_id", "created_at", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_ended",
                table: "deliveries",
                columns: new[] { "subscription_id", "state", "created_at" },
                filter: "state > 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_deliveries_created",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_ended",
                table: "deliveries");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_created",
                table: "deliveries",
                columns: new[] { "subscription_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_ended",
                table: "deliveries",
                columns: new[] { "subscription_id", "state", "created_at" },
                filter: "state <> 0");

            migrationBuilder.AddForeignKey(
                name: "FK_attempts_deliveries_delivery_id",
                table: "attempts",
                column: "delivery_id",
                principalTable: "deliveries",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_deliveries_events_event_key",
                table: "deliveries",
                column: "event_key",
                principalTable: "events",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
