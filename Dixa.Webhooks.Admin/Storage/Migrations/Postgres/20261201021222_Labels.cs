using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Postgres
{
    /// <summary>
    /// Descriptions, owners, tags and the names of who created and changed a webhook, and warnings in the notifications. It reads and writes only webhooks, of
    /// which there are few.
    /// </summary>
    public partial class Labels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "created_by_name",
                table: "subscriptions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "description",
                table: "subscriptions",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "owner",
                table: "subscriptions",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "tags",
                table: "subscriptions",
                type: "character varying(309)",
                maxLength: 309,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "updated_by_name",
                table: "subscriptions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "attempt_id",
                table: "notifications",
                type: "bigint",
                nullable: true);

            // The names were only in the audit log. A webhook whose rows were purged has none.
            migrationBuilder.Sql("""
                UPDATE subscriptions SET
                    created_by_name = (SELECT a.actor_name FROM audit a WHERE a.target_id = subscriptions.id AND a.action = 0 ORDER BY a.id LIMIT 1),
                    updated_by_name = (SELECT a.actor_name FROM audit a WHERE a.target_id = subscriptions.id AND a.action IN (0, 1, 2, 3, 4, 6, 7) ORDER BY a.id DESC LIMIT 1)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "created_by_name",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "description",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "tags",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "updated_by_name",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "attempt_id",
                table: "notifications");
        }
    }
}
