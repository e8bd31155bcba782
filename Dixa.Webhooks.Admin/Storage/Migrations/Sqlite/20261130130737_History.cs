using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "removal",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "removed_at",
                table: "events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "erasures",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    actor_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    actor_name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true),
                    last_event = table.Column<long>(type: "INTEGER", nullable: false),
                    last_attempt = table.Column<long>(type: "INTEGER", nullable: false),
                    searched_events = table.Column<long>(type: "INTEGER", nullable: false),
                    searched_attempts = table.Column<long>(type: "INTEGER", nullable: false),
                    events = table.Column<int>(type: "INTEGER", nullable: false),
                    cancelled = table.Column<int>(type: "INTEGER", nullable: false),
                    responses = table.Column<int>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_erasures", x => x.id);
                });

            // Without a rowid the table is its own index, which halves its size.
            migrationBuilder.Sql("CREATE TABLE event_subjects (subject INTEGER NOT NULL, event_key INTEGER NOT NULL, CONSTRAINT \"PK_event_subjects\" PRIMARY KEY (subject, event_key)) WITHOUT ROWID");

            migrationBuilder.CreateTable(
                name: "retention_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor_name = table.Column<string>(type: "TEXT", nullable: true),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    deliveries = table.Column<long>(type: "INTEGER", nullable: false),
                    events = table.Column<long>(type: "INTEGER", nullable: false),
                    payloads = table.Column<long>(type: "INTEGER", nullable: false),
                    hours = table.Column<long>(type: "INTEGER", nullable: false),
                    cleaned_index = table.Column<bool>(type: "INTEGER", nullable: false),
                    still_too_large = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_retention_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "store_sizes",
                columns: table => new
                {
                    day = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    free_bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    tables = table.Column<string>(type: "TEXT", nullable: true)
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
