using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Sqlite
{
    /// <summary>
    /// Reasons and activities become a kind and its data. Sentences that are not recognized are kept as text. The deliveries' column is dropped by
    /// SQLite itself, which rewrites the rows but, unlike EF Core, not the indexes.
    /// </summary>
    public partial class Facts : Migration
    {
        private const string Failures = "Disabled automatically after ";
        private const string Last = " failed attempts in a row; the last was Failed (";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(name: "failure_run_since", table: "subscriptions", newName: "consecutive_failures_since");
            migrationBuilder.RenameColumn(name: "disabled_reason", table: "subscriptions", newName: "disabled_text");
            migrationBuilder.AddColumn<int>(name: "disabled_kind", table: "subscriptions", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<string>(name: "disabled_actor_name", table: "subscriptions", type: "TEXT", nullable: true);
            migrationBuilder.AddColumn<int>(name: "disabled_consecutive_failures", table: "subscriptions", type: "INTEGER", nullable: true);
            migrationBuilder.Sql("UPDATE subscriptions SET disabled_kind = 3 WHERE disabled_text IS NOT NULL;");
            migrationBuilder.Sql(ReadReasons("subscriptions", "disabled_"));

            migrationBuilder.AddColumn<int>(name: "kind", table: "notifications", type: "INTEGER", nullable: false, defaultValue: 3);
            migrationBuilder.AddColumn<string>(name: "actor_name", table: "notifications", type: "TEXT", nullable: true);
            migrationBuilder.AddColumn<int>(name: "consecutive_failures", table: "notifications", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<int>(name: "status_code", table: "notifications", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<int>(name: "failure", table: "notifications", type: "INTEGER", nullable: true);
            migrationBuilder.AddColumn<string>(name: "text", table: "notifications", type: "TEXT", nullable: true);
            migrationBuilder.Sql("UPDATE notifications SET text = reason;");
            migrationBuilder.Sql(ReadReasons("notifications", ""));
            migrationBuilder.Sql("ALTER TABLE notifications DROP COLUMN reason;");

            migrationBuilder.CreateTable(
                name: "cancellations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    subscription_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    actor_name = table.Column<string>(type: "TEXT", nullable: true),
                    consecutive_failures = table.Column<int>(type: "INTEGER", nullable: true),
                    failure = table.Column<int>(type: "INTEGER", nullable: true),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    status_code = table.Column<int>(type: "INTEGER", nullable: true),
                    text = table.Column<string>(type: "TEXT", nullable: true)
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
            migrationBuilder.AddColumn<long>(name: "cancellation_id", table: "deliveries", type: "INTEGER", nullable: true);

            // The history of a removed webhook is being deleted. The plus sign makes SQLite read the table in its order, and not by an index.
            migrationBuilder.Sql(
                """
                INSERT INTO cancellations (subscription_id, kind, text)
                SELECT DISTINCT subscription_id, 3, cancelled_reason FROM deliveries
                WHERE cancelled_reason IS NOT NULL AND +subscription_id IN (SELECT id FROM subscriptions);
                """);
            migrationBuilder.Sql(
                """
                UPDATE deliveries
                SET cancellation_id = (SELECT c.id FROM cancellations c WHERE c.subscription_id = deliveries.subscription_id AND c.text = deliveries.cancelled_reason)
                WHERE cancelled_reason IS NOT NULL;
                """);
            migrationBuilder.Sql(ReadReasons("cancellations", ""));
            migrationBuilder.Sql("ALTER TABLE deliveries DROP COLUMN cancelled_reason;");

            migrationBuilder.RenameColumn(name: "detail", table: "activities", newName: "data");
            migrationBuilder.Sql(ReadActivities);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "cancelled_reason", table: "deliveries", type: "TEXT", nullable: true);
            migrationBuilder.Sql(
                $"UPDATE deliveries SET cancelled_reason = (SELECT {Sentence("")} FROM cancellations WHERE id = cancellation_id) WHERE cancellation_id IS NOT NULL;");
            migrationBuilder.Sql("ALTER TABLE deliveries DROP COLUMN cancellation_id;");
            migrationBuilder.DropTable(name: "cancellations");

            migrationBuilder.AddColumn<string>(name: "reason", table: "notifications", type: "TEXT", nullable: false, defaultValue: "");
            migrationBuilder.Sql($"UPDATE notifications SET reason = {Sentence("")};");
            foreach (var column in new[] { "kind", "actor_name", "consecutive_failures", "status_code", "failure", "text" })
            {
                migrationBuilder.Sql($"ALTER TABLE notifications DROP COLUMN {column};");
            }

            migrationBuilder.Sql($"UPDATE subscriptions SET disabled_text = {Sentence("disabled_")} WHERE disabled_kind IS NOT NULL;");
            foreach (var column in new[] { "disabled_kind", "disabled_actor_name", "disabled_consecutive_failures" })
            {
                migrationBuilder.Sql($"ALTER TABLE subscriptions DROP COLUMN {column};");
            }

            migrationBuilder.RenameColumn(name: "disabled_text", table: "subscriptions", newName: "disabled_reason");
            migrationBuilder.RenameColumn(name: "consecutive_failures_since", table: "subscriptions", newName: "failure_run_since");

            migrationBuilder.RenameColumn(name: "data", table: "activities", newName: "detail");
            migrationBuilder.Sql("UPDATE activities SET detail = coalesce(detail ->> 'text', detail ->> 'eventId', detail ->> 'eventType', detail) WHERE detail IS NOT NULL;");
        }

        /// <summary>Reads sentences that are stored as text, and keeps those that are not recognized.</summary>
        private static string ReadReasons(string table, string prefix)
        {
            var text = $"{prefix}text";
            return $"""
                UPDATE {table} SET {prefix}kind = 1, {prefix}actor_name = substr({text}, 13), {text} = NULL
                WHERE {prefix}kind = 3 AND substr({text}, 1, 12) = 'Disabled by ' AND length({text}) > 12;
                UPDATE {table} SET
                    {prefix}kind = 2, {prefix}consecutive_failures = CAST({CountIn(text)} AS INTEGER),
                    {prefix}status_code = CASE WHEN {IsNumber(LastIn(text))} THEN CAST({LastIn(text)} AS INTEGER) END,
                    {prefix}failure = {Failure(LastIn(text))}, {text} = NULL
                WHERE {prefix}kind = 3 AND {IsAfterFailures(text)};
                """;
        }

        private static string CountIn(string text) => $"substr({text}, {Failures.Length + 1}, instr({text}, '{Last}') - {Failures.Length + 1})";

        private static string LastIn(string text) => $"substr({text}, instr({text}, '{Last}') + {Last.Length}, length({text}) - instr({text}, '{Last}') - {Last.Length})";

        private static string IsNumber(string text) => $"({text} <> '' AND {text} NOT GLOB '*[^0-9]*' AND length({text}) < 10)";

        private static string Failure(string text) =>
            $"CASE {text} WHEN 'timeout' THEN 1 WHEN 'refused' THEN 2 WHEN 'DNS' THEN 3 WHEN 'TLS' THEN 4 WHEN 'reset' THEN 5 WHEN 'forbidden address' THEN 6 "
            + "WHEN 'invalid request' THEN 7 WHEN 'invalid response' THEN 8 WHEN 'response too large' THEN 9 WHEN 'unreachable' THEN 10 END";

        private static string IsAfterFailures(string text) =>
            $"(substr({text}, 1, {Failures.Length}) = '{Failures}' AND instr({text}, '{Last}') > {Failures.Length} AND substr({text}, -1) = ')' "
            + $"AND {IsNumber(CountIn(text))} AND ({IsNumber(LastIn(text))} OR {Failure(LastIn(text))} IS NOT NULL))";

        private static string Sentence(string prefix) =>
            $"CASE {prefix}kind WHEN 1 THEN 'Disabled by ' || {prefix}actor_name WHEN 2 THEN '{Failures}' || {prefix}consecutive_failures || '{Last}' || coalesce(CASE {prefix}failure "
            + "WHEN 1 THEN 'timeout' WHEN 2 THEN 'refused' WHEN 3 THEN 'DNS' WHEN 4 THEN 'TLS' WHEN 5 THEN 'reset' WHEN 6 THEN 'forbidden address' "
            + $"WHEN 7 THEN 'invalid request' WHEN 8 THEN 'invalid response' WHEN 9 THEN 'response too large' WHEN 10 THEN 'unreachable' END, {prefix}status_code) || ')' ELSE {prefix}text END";

        private static string ReadActivities =>
            $$"""
            UPDATE activities SET data = CASE
                WHEN kind = 0 AND data = 'Disabled' THEN '{"isDisabled":true}'
                WHEN kind = 1 THEN coalesce({{Changed}}, json_object('text', data))
                WHEN kind = 4 AND {{IsAfterFailures("data")}} THEN
                    '{"reason":{"kind":2,"consecutiveFailures":' || CAST({{CountIn("data")}} AS INTEGER)
                    || CASE WHEN {{IsNumber(LastIn("data"))}} THEN ',"statusCode":' || CAST({{LastIn("data")}} AS INTEGER) ELSE ',"failure":' || {{Failure(LastIn("data"))}} END || '}' || '}'
                WHEN kind = 6 AND data IN ('No overlap: the old secret expired immediately', 'Without an overlap: the old secret signs no more') THEN NULL
                WHEN kind = 6 THEN coalesce({{SecretRotated}}, json_object('text', data))
                WHEN kind = 8 AND length(data) = 36 AND data GLOB '????????-????-????-????-????????????' AND lower(data) NOT GLOB '*[^0-9a-f-]*' THEN json_object('eventId', data)
                WHEN kind = 9 THEN coalesce({{ResentFailed}}, json_object('text', data))
                WHEN kind = 10 AND data <> '' AND data NOT GLOB '*[^A-Z0-9_]*' THEN json_object('eventType', data)
                ELSE json_object('text', data) END
            WHERE data IS NOT NULL;
            """;

        // "The old secret also signs for 24 hours, until 2026-03-02 12:00 UTC"; the time is that of the activity plus the overlap.
        private static string SecretRotated =>
            $$"""
            (SELECT '{"overlapSeconds":' || (CAST(number AS INTEGER) * factor) || '}'
            FROM (SELECT substr(span, 1, instr(span, ' ') - 1) AS number,
                CASE rtrim(substr(span, instr(span, ' ') + 1), 's') WHEN 'second' THEN 1 WHEN 'minute' THEN 60 WHEN 'hour' THEN 3600 WHEN 'day' THEN 86400 END AS factor
                FROM (SELECT substr(data, instr(data, ' for ') + 5, instr(data, ', until ') - instr(data, ' for ') - 5) AS span))
            WHERE (data GLOB 'The old secret also signs for * *, until ????-??-?? ??:?? UTC' OR data GLOB 'The old secret signs too for * *, until ????-??-?? ??:?? UTC')
            AND factor IS NOT NULL AND {{IsNumber("number")}})
            """;

        // "1,201 deliveries of CONVERSATION_CREATED that failed since 2026-03-01 11:30 UTC". Of those that "failed or were cancelled", only the sum is known.
        private static string ResentFailed =>
            $$"""
            (SELECT '{"' || ended || '":' || CAST(number AS INTEGER) || ',"since":"' || substr(since, 1, 10) || 'T' || substr(since, 12, 5) || ':00Z"'
                || CASE WHEN type IS NULL THEN '' ELSE ',"eventType":"' || type || '"' END || '}'
            FROM (SELECT number, since, ended, CASE WHEN instr(what, ' of ') > 0 THEN substr(what, instr(what, ' of ') + 4) END AS type
                FROM (SELECT number, since, ended, substr(middle, 1, length(middle) - CASE ended WHEN 'failed' THEN 12 ELSE length(' that were cancelled') - (middle LIKE '% that was cancelled') END) AS what
                    FROM (SELECT number, since, middle, CASE
                        WHEN middle LIKE '% that failed' THEN 'failed' WHEN middle LIKE '% that was cancelled' OR middle LIKE '% that were cancelled' THEN 'cancelled' END AS ended
                        FROM (SELECT replace(substr(data, 1, instr(data, ' ') - 1), ',', '') AS number, substr(data, -20, 16) AS since,
                            substr(data, instr(data, ' ') + 1, length(data) - 27 - instr(data, ' ')) AS middle))))
            WHERE data GLOB '* deliver* that * since [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9] UTC'
            AND {{IsNumber("number")}} AND ended IS NOT NULL AND (type IS NULL OR type NOT GLOB '*[^A-Z0-9_]*'))
            """;

        // "Name, URL (a → b), Events (added X Y; removed 7), Authorization, Headers"; each part is optional, and URLs have no spaces.
        private static string Changed =>
            $$"""
            (SELECT '{' || substr(
                CASE WHEN name <> url THEN ',"name":true' ELSE '' END
                || CASE WHEN url = 'URL' THEN ',"url":{}' WHEN url <> '' THEN ',"url":{"from":' || json_quote(url_from) || ',"to":' || json_quote(url_to) || '}' ELSE '' END
                || CASE WHEN events IS NULL THEN '' ELSE ',"events":{' || substr(
                    CASE WHEN added IS NULL THEN '' ELSE ',"added":' || {{ChangedEvents("added")}} END
                    || CASE WHEN removed IS NULL THEN '' ELSE ',"removed":' || {{ChangedEvents("removed")}} END, 2) || '}' END
                || CASE WHEN auth <> before_auth THEN ',"authorization":true' ELSE '' END
                || CASE WHEN auth_or_more <> data THEN ',"headers":true' ELSE '' END, 2) || '}'
            FROM (SELECT *,
                CASE WHEN url LIKE 'URL (% → %)' THEN substr(url, 6, instr(url, ' → ') - 6) END AS url_from,
                CASE WHEN url LIKE 'URL (% → %)' THEN substr(url, instr(url, ' → ') + 3, length(url) - instr(url, ' → ') - 3) END AS url_to,
                CASE WHEN substr(events, 1, 6) = 'added ' THEN substr(events, 7, CASE instr(events, '; removed ') WHEN 0 THEN length(events) ELSE instr(events, '; removed ') - 7 END) END AS added,
                CASE WHEN substr(events, 1, 8) = 'removed ' THEN substr(events, 9) WHEN instr(events, '; removed ') > 0 THEN substr(events, instr(events, '; removed ') + 10) END AS removed
                FROM (SELECT *, CASE WHEN name = 'Name' THEN '' WHEN substr(name, 1, 6) = 'Name, ' THEN substr(name, 7) ELSE name END AS url
                    FROM (SELECT *,
                        CASE WHEN start > 0 THEN substr(before_auth, start + 8, length(before_auth) - start - 8) END AS events,
                        CASE start WHEN 0 THEN before_auth WHEN 1 THEN '' ELSE substr(before_auth, 1, start - 3) END AS name
                        FROM (SELECT *, CASE WHEN substr(before_auth, -1) <> ')' THEN 0 WHEN substr(before_auth, 1, 8) = 'Events (' THEN 1
                            WHEN instr(before_auth, ', Events (') > 0 THEN instr(before_auth, ', Events (') + 2 ELSE 0 END AS start
                            FROM (SELECT auth_or_more, auth_or_more AS auth,
                                CASE WHEN auth_or_more = 'Authorization' THEN '' WHEN substr(auth_or_more, -15) = ', Authorization' THEN substr(auth_or_more, 1, length(auth_or_more) - 15) ELSE auth_or_more END AS before_auth
                                FROM (SELECT CASE WHEN data = 'Headers' THEN '' WHEN substr(data, -9) = ', Headers' THEN substr(data, 1, length(data) - 9) ELSE data END AS auth_or_more))))))
            WHERE data <> ''
            AND (url IN ('', 'URL') OR (url_from <> '' AND url_to <> '' AND instr(url_from, ' ') = 0 AND instr(url_to, ' ') = 0))
            AND (events IS NULL OR ((added IS NOT NULL OR removed IS NOT NULL) AND coalesce(added, 'A') <> '' AND coalesce(removed, 'A') <> ''
                AND coalesce(added, '') NOT GLOB '*[^A-Z0-9_ ]*' AND coalesce(removed, '') NOT GLOB '*[^A-Z0-9_ ]*')))
            """;

        private static string ChangedEvents(string list) =>
            $$"""
            CASE WHEN {{list}} NOT GLOB '*[^0-9]*' THEN '{"count":' || {{list}} || '}'
            ELSE '{"count":' || (length({{list}}) - length(replace({{list}}, ' ', '')) + 1) || ',"types":["' || replace({{list}}, ' ', '","') || '"]}' END
            """;
    }
}
