using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Postgres
{
    /// <summary>
    /// Retention, the index of subjects, and erasures. The columns are added without rewriting the events, and the events are added to the index in the
    /// background after the start. Only the new index of what failed or was cancelled reads all deliveries.
    /// </summary>
    public partial class History : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "unindexed_events",
                table: "store",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "removal",
                table: "events",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "removed_at",
                table: "events",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "erasures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: false),
                    actor_kind = table.Column<int>(type: "integer", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true),
                    last_event = table.Column<long>(type: "bigint", nullable: false),
                    last_attempt = table.Column<long>(type: "bigint", nullable: false),
                    searched_events = table.Column<long>(type: "bigint", nullable: false),
                    searched_attempts = table.Column<long>(type: "bigint", nullable: false),
                    events = table.Column<int>(type: "integer", nullable: false),
                    cancelled = table.Column<int>(type: "integer", nullable: false),
                    responses = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_erasures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "event_subjects",
                columns: table => new
                {
                    subject = table.Column<long>(type: "bigint", nullable: false),
                    event_key = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_event_subjects", x => new { x.subject, x.event_key });
                });

            migrationBuilder.CreateTable(
                name: "retention_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    actor_name = table.Column<string>(type: "text", nullable: true),
                    finished_at = table.Column<long>(type: "bigint", nullable: true),
                    deliveries = table.Column<long>(type: "bigint", nullable: false),
                    events = table.Column<long>(type: "bigint", nullable: false),
                    payloads = table.Column<long>(type: "bigint", nullable: false),
                    hours = table.Column<long>(type: "bigint", nullable: false),
                    cleaned_index = table.Column<bool>(type: "boolean", nullable: false),
                    still_too_large = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_retention_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "store_sizes",
                columns: table => new
                {
                    day = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    free_bytes = table.Column<long>(type: "bigint", nullable: false),
                    tables = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store_sizes", x => x.day);
                });

            migrationBuilder.CreateIndex(
                name: "IX_erasures_requested_at",
                table: "erasures",
                column: "requested_at");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_not_delivered",
                table: "deliveries",
                columns: new[] { "subscription_id", "state", "event_type", "created_at" },
                filter: "state > 1");

            migrationBuilder.Sql("UPDATE store SET unindexed_events = coalesce((SELECT max(id) FROM events), 0)");

            // The defaults wait until a fifth of a table has changed, which is too late for tables that are written and purged all the time.
            migrationBuilder.Sql("""
                ALTER TABLE deliveries SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
                ALTER TABLE attempts SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
                ALTER TABLE events SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
                ALTER TABLE event_subjects SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
                ALTER TABLE lanes SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
                ALTER TABLE event_statuses SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_deliveries_not_delivered",
                table: "deliveries");

            migrationBuilder.DropTable(
                name: "erasures");

            migrationBuilder.DropTable(
                name: "event_subjects");

            migrationBuilder.DropTable(
                name: "retention_runs");

            migrationBuilder.DropTable(
                name: "store_sizes");

            migrationBuilder.DropColumn(
                name: "unindexed_events",
                table: "store");

            migrationBuilder.DropColumn(
                name: "removal",
                table: "events");

            migrationBuilder.DropColumn(
                name: "removed_at",
                table: "events");
        }
    }
}
