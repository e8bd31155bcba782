using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Sqlite
{
    /// <summary>
    /// The audit log. Activities of webhooks become its rows, in their order, with the current name of their webhook. Their hashes need the key, so the
    /// application adds them after this migration.
    /// </summary>
    public partial class Audit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    actor_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    actor_name = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    action = table.Column<int>(type: "INTEGER", nullable: false),
                    target_kind = table.Column<int>(type: "INTEGER", nullable: true),
                    target_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    target_name = table.Column<string>(type: "TEXT", nullable: true),
                    data = table.Column<string>(type: "TEXT", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_chain",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    first_id = table.Column<long>(type: "INTEGER", nullable: false),
                    anchor = table.Column<byte[]>(type: "BLOB", nullable: false),
                    last_id = table.Column<long>(type: "INTEGER", nullable: false),
                    last_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ends_hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_chain", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "setting_hashes",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_setting_hashes", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_audit_action_id",
                table: "audit",
                columns: new[] { "action", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_actor_id_id",
                table: "audit",
                columns: new[] { "actor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_audit_at",
                table: "audit",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_audit_target_id_id",
                table: "audit",
                columns: new[] { "target_id", "id" });

            // The token in the settings and the application had the same id.
            migrationBuilder.Sql(
                """
                INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, target_name, data)
                SELECT row_number() OVER (ORDER BY a.id), a.at,
                    CASE WHEN a.actor_id = x'00000000000000000000000000000000' THEN CASE a.actor_name WHEN 'Dixa Webhooks' THEN 2 ELSE 3 END
                        WHEN EXISTS (SELECT 1 FROM api_tokens t WHERE t.id = a.actor_id) THEN 1 ELSE 0 END,
                    CASE WHEN a.actor_id <> x'00000000000000000000000000000000' THEN a.actor_id WHEN a.actor_name <> 'Dixa Webhooks' THEN x'B0075742000040008000000000000001' END,
                    CASE WHEN a.actor_id = x'00000000000000000000000000000000' AND a.actor_name = 'API token' THEN 'Bootstrap token' ELSE a.actor_name END,
                    a.kind, 1, a.subscription_id, s.name, a.data
                FROM activities a JOIN subscriptions s ON s.id = a.subscription_id ORDER BY a.id;
                """);
            migrationBuilder.DropTable(name: "activities");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "activities",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    actor_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    actor_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    subscription_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_activities", x => x.id);
                    table.ForeignKey(
                        name: "FK_activities_subscriptions_subscription_id",
                        column: x => x.subscription_id,
                        principalTable: "subscriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_activities_subscription_id_id",
                table: "activities",
                columns: new[] { "subscription_id", "id" });
            migrationBuilder.Sql(
                """
                INSERT INTO activities (subscription_id, at, actor_id, actor_name, kind, data)
                SELECT r.target_id, r.at, CASE r.actor_kind WHEN 0 THEN r.actor_id WHEN 1 THEN r.actor_id ELSE x'00000000000000000000000000000000' END, r.actor_name, r.action, r.data
                FROM audit r JOIN subscriptions s ON s.id = r.target_id WHERE r.target_kind = 1 AND r.action <= 10 ORDER BY r.id;
                """);
            migrationBuilder.DropTable(name: "audit");
            migrationBuilder.DropTable(name: "audit_chain");
            migrationBuilder.DropTable(name: "setting_hashes");
        }
    }
}
