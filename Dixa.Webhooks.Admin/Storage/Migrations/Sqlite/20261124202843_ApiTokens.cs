using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ApiTokens : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_deliveries_history",
                table: "deliveries");

            migrationBuilder.AddColumn<bool>(
                name: "is_test",
                table: "deliveries",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "resend_of",
                table: "deliveries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "api_tokens",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    prefix = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    scopes = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_tokens", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_resend_of",
                table: "deliveries",
                column: "resend_of",
                filter: "resend_of IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_created",
                table: "deliveries",
                columns: new[] { "subscription_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_ended",
                table: "deliveries",
                columns: new[] { "subscription_id", "state", "created_at", "id" },
                filter: "state <> 0");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_history",
                table: "deliveries",
                columns: new[] { "subscription_id", "event_type", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_api_tokens_hash",
                table: "api_tokens",
                column: "hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_tokens");

            migrationBuilder.DropIndex(
                name: "IX_deliveries_resend_of",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_created",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_ended",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_history",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "is_test",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "resend_of",
                table: "deliveries");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_history",
                table: "deliveries",
                columns: new[] { "subscription_id", "event_type", "id" });
        }
    }
}
