using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Postgres
{
    /// <summary>
    /// Reasons and activities become a kind and its data. Sentences that are not recognized are kept as text. Of the deliveries, only those that
    /// were cancelled are rewritten.
    /// </summary>
    public partial class Facts : Migration
    {
        private const string AfterFailures =
            "^Disabled automatically after ([0-9]{1,9}) failed attempts in a row; the last was Failed \\((?:([0-9]{1,9})|(timeout|refused|DNS|TLS|reset|forbidden address|invalid request|invalid response|response too large|unreachable))\\)$";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(name: "failure_run_since", table: "subscriptions", newName: "consecutive_failures_since");
            migrationBuilder.RenameColumn(name: "disabled_reason", table: "subscriptions", newName: "disabled_text");
            migrationBuilder.AddColumn<int>(name: "disabled_kind", table: "subscriptions", type: "integer", nullable: true);
            migrationBuilder.AddColumn<string>(name: "disabled_actor_name", table: "subscriptions", type: "text", nullable: true);
            migrationBuilder.AddColumn<int>(name: "disabled_consecutive_failures", table: "subscriptions", type: "integer", nullable: true);
            migrationBuilder.Sql("UPDATE subscriptions SET disabled_kind = 3 WHERE disabled_text IS NOT NULL;");
            migrationBuilder.Sql(ReadReasons("subscriptions", "disabled_"));

            migrationBuilder.RenameColumn(name: "reason", table: "notifications", newName: "text");
            migrationBuilder.AlterColumn<string>(name: "text", table: "notifications", type: "text", nullable: true, oldClrType: typeof(string), oldType: "text");
            migrationBuilder.AddColumn<int>(name: "kind", table: "notifications", type: "integer", nullable: false, defaultValue: 3);
            migrationBuilder.AddColumn<string>(name: "actor_name", table: "notifications", type: "text", nullable: true);
            migrationBuilder.AddColumn<int>(name: "consecutive_failures", table: "notifications", type: "integer", nullable: true);
            migrationBuilder.AddColumn<int>(name: "status_code", table: "notifications", type: "integer", nullable: true);
            migrationBuilder.AddColumn<int>(name: "failure", table: "notifications", type: "integer", nullable: true);
            migrationBuilder.Sql(ReadReasons("notifications", ""));

            migrationBuilder.CreateTable(
                name: "cancellations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    subscription_id = table.Column<Guid>(type: "uuid", nullable: false),
                    actor_name = table.Column<string>(type: "text", nullable: true),
                    consecutive_failures = table.Column<int>(type: "integer", nullable: true),
                    failure = table.Column<int>(type: "integer", nullable: true),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    status_code = table.Column<int>(type: "integer", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cancellations", x => x.id);
                    table.ForeignKey(
                        name: "FK_cancellations_subscriptions_subscription_id",
                        column: x => x.subscription_id,
                        principalTable: "subscriptions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
            migrationBuilder.CreateIndex(name: "IX_cancellations_subscription_id", table: "cancellations", column: "subscription_id");
            migrationBuilder.AddColumn<long>(name: "cancellation_id", table: "deliveries", type: "bigint", nullable: true);

            // The history of a removed webhook is being deleted.
            migrationBuilder.Sql(
                """
                INSERT INTO cancellations (subscription_id, kind, text)
                SELECT DISTINCT subscription_id, 3, cancelled_reason FROM deliveries
                WHERE cancelled_reason IS NOT NULL AND subscription_id IN (SELECT id FROM subscriptions);
                """);
            migrationBuilder.Sql(
                "UPDATE deliveries d SET cancellation_id = c.id FROM cancellations c WHERE c.subscription_id = d.subscription_id AND c.text = d.cancelled_reason;");
            migrationBuilder.Sql(ReadReasons("cancellations", ""));
            migrationBuilder.DropColumn(name: "cancelled_reason", table: "deliveries");

            migrationBuilder.RenameColumn(name: "detail", table: "activities", newName: "data");
            migrationBuilder.Sql(ReadActivities);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "cancelled_reason", table: "deliveries", type: "text", nullable: true);
            migrationBuilder.Sql($"UPDATE deliveries d SET cancelled_reason = {Sentence("")} FROM cancellations WHERE cancellations.id = d.cancellation_id;");
            migrationBuilder.DropColumn(name: "cancellation_id", table: "deliveries");
            migrationBuilder.DropTable(name: "cancellations");

            migrationBuilder.Sql($"UPDATE notifications SET text = {Sentence("")};");
            foreach (var column in new[] { "kind", "actor_name", "consecutive_failures", "status_code", "failure" })
            {
                migrationBuilder.DropColumn(name: column, table: "notifications");
            }

            migrationBuilder.AlterColumn<string>(name: "text", table: "notifications", type: "text", nullable: false, oldClrType: typeof(string), oldType: "text", oldNullable: true);
            migrationBuilder.RenameColumn(name: "text", table: "notifications", newName: "reason");

            migrationBuilder.Sql($"UPDATE subscriptions SET disabled_text = {Sentence("disabled_")} WHERE disabled_kind IS NOT NULL;");
            foreach (var column in new[] { "disabled_kind", "disabled_actor_name", "disabled_consecutive_failures" })
            {
                migrationBuilder.DropColumn(name: column, table: "subscriptions");
            }

            migrationBuilder.RenameColumn(name: "disabled_text", table: "subscriptions", newName: "disabled_reason");
            migrationBuilder.RenameColumn(name: "consecutive_failures_since", table: "subscriptions", newName: "failure_run_since");

            migrationBuilder.RenameColumn(name: "data", table: "activities", newName: "detail");
            migrationBuilder.Sql(
                "UPDATE activities SET detail = coalesce(detail::jsonb ->> 'text', detail::jsonb ->> 'eventId', detail::jsonb ->> 'eventType', detail) WHERE detail IS NOT NULL;");
        }

        /// <summary>Reads sentences that are stored as text, and keeps those that are not recognized.</summary>
        private static string ReadReasons(string table, string prefix) =>
            $"""
            UPDATE {table} SET {prefix}kind = 1, {prefix}actor_name = substr({prefix}text, 13), {prefix}text = NULL
            WHERE {prefix}kind = 3 AND {prefix}text LIKE 'Disabled by _%';
            UPDATE {table} SET
                {prefix}kind = 2, {prefix}consecutive_failures = {Found(prefix, 1)}::integer, {prefix}status_code = {Found(prefix, 2)}::integer,
                {prefix}failure = {Failure(Found(prefix, 3))}, {prefix}text = NULL
            WHERE {prefix}kind = 3 AND {prefix}text ~ '{AfterFailures}';
            """;

        private static string Found(string prefix, int group) => $"(regexp_match({prefix}text, '{AfterFailures}'))[{group}]";

        private static string Failure(string text) =>
            $"CASE {text} WHEN 'timeout' THEN 1 WHEN 'refused' THEN 2 WHEN 'DNS' THEN 3 WHEN 'TLS' THEN 4 WHEN 'reset' THEN 5 WHEN 'forbidden address' THEN 6 "
            + "WHEN 'invalid request' THEN 7 WHEN 'invalid response' THEN 8 WHEN 'response too large' THEN 9 WHEN 'unreachable' THEN 10 END";

        private static string Sentence(string prefix) =>
            $"CASE {prefix}kind WHEN 1 THEN 'Disabled by ' || {prefix}actor_name WHEN 2 THEN 'Disabled automatically after ' || {prefix}consecutive_failures "
            + $"|| ' failed attempts in a row; the last was Failed (' || coalesce(CASE {prefix}failure "
            + "WHEN 1 THEN 'timeout' WHEN 2 THEN 'refused' WHEN 3 THEN 'DNS' WHEN 4 THEN 'TLS' WHEN 5 THEN 'reset' WHEN 6 THEN 'forbidden address' "
            + $"WHEN 7 THEN 'invalid request' WHEN 8 THEN 'invalid response' WHEN 9 THEN 'response too large' WHEN 10 THEN 'unreachable' END, {prefix}status_code::text) || ')' ELSE {prefix}text END";

        // Rotations: the time is that of the activity plus the overlap. Resends: of those that "failed or were cancelled", only the sum is known.
        // Changes: each part is optional, and URLs have no spaces.
        private static string ReadActivities =>
            $$"""
            UPDATE activities SET data = CASE
                WHEN kind = 0 AND data = 'Disabled' THEN '{"isDisabled":true}'
                WHEN kind = 6 AND data IN ('No overlap: the old secret expired immediately', 'Without an overlap: the old secret signs no more') THEN NULL
                ELSE jsonb_strip_nulls(coalesce(CASE kind
                    WHEN 1 THEN (SELECT jsonb_build_object(
                            'name', CASE WHEN m[1] IS NOT NULL THEN true END,
                            'url', CASE WHEN m[2] IS NOT NULL THEN jsonb_build_object('from', m[3], 'to', m[4]) END,
                            'events', CASE WHEN m[5] IS NOT NULL OR m[6] IS NOT NULL THEN jsonb_build_object('added', {{ChangedEvents("m[5]")}}, 'removed', {{ChangedEvents("m[6]")}}) END,
                            'authorization', CASE WHEN m[7] IS NOT NULL THEN true END,
                            'headers', CASE WHEN m[8] IS NOT NULL THEN true END)
                        FROM regexp_match(data, '^(?:(Name)(?:, |$))?(?:(URL)(?: \((\S+) → (\S+)\))?(?:, |$))?(?:Events \((?:added ([A-Z0-9_ ]+))?(?:; )?(?:removed ([A-Z0-9_ ]+))?\)(?:, |$))?(?:(Authorization)(?:, |$))?(Headers)?$') AS m
                        WHERE data <> '' AND m IS NOT NULL)
                    WHEN 4 THEN (SELECT jsonb_build_object('reason', jsonb_build_object(
                            'kind', 2, 'consecutiveFailures', m[1]::integer, 'statusCode', m[2]::integer, 'failure', {{Failure("m[3]")}}))
                        FROM regexp_match(data, '{{AfterFailures}}') AS m WHERE m IS NOT NULL)
                    WHEN 6 THEN (SELECT jsonb_build_object('overlapSeconds', m[1]::bigint * CASE m[2] WHEN 'second' THEN 1 WHEN 'minute' THEN 60 WHEN 'hour' THEN 3600 ELSE 86400 END)
                        FROM regexp_match(data, '^The old secret (?:also signs|signs too) for ([0-9]{1,9}) (second|minute|hour|day)s?, until \d{4}-\d\d-\d\d \d\d:\d\d UTC$') AS m WHERE m IS NOT NULL)
                    WHEN 8 THEN CASE WHEN data ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN jsonb_build_object('eventId', data) END
                    WHEN 9 THEN (SELECT jsonb_build_object(
                            CASE m[3] WHEN 'failed' THEN 'failed' ELSE 'cancelled' END, replace(m[1], ',', '')::integer, 'since', m[4] || 'T' || m[5] || ':00Z', 'eventType', m[2])
                        FROM regexp_match(data, '^([0-9]{1,3}(?:,[0-9]{3}){0,2}) deliver(?:y|ies)(?: of ([A-Z0-9_]+))? that (failed|was cancelled|were cancelled) since (\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC$') AS m
                        WHERE m IS NOT NULL)
                    WHEN 10 THEN CASE WHEN data ~ '^[A-Z0-9_]+$' THEN jsonb_build_object('eventType', data) END
                    END, jsonb_build_object('text', data)))::text END
            WHERE data IS NOT NULL;
            """;

        private static string ChangedEvents(string list) =>
            $"CASE WHEN {list} ~ '^[0-9]{{1,9}}$' THEN jsonb_build_object('count', {list}::integer) "
            + $"WHEN {list} IS NOT NULL THEN jsonb_build_object('count', cardinality(string_to_array({list}, ' ')), 'types', string_to_array({list}, ' ')) END";
    }
}
