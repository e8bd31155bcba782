using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Sqlite
{
    /// <summary>
    /// Uuids become 16 bytes, what is written for each delivery stands in fewer indexes, and a removed webhook's history is deleted little by little.
    /// Written by hand, as SQLite wants a table to be made anew (https://www.sqlite.org/lang_altertable.html#otheralter):
    /// what EF Core writes for it does not run in one transaction, and a start that is killed must leave the old store.
    /// </summary>
    public partial class CompactKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            Rebuild(
                migrationBuilder,
                "subscriptions",
                """
                "id" BLOB NOT NULL CONSTRAINT "PK_subscriptions" PRIMARY KEY, "name" TEXT NOT NULL, "url" TEXT NOT NULL, "authorization" TEXT NOT NULL,
                "headers" TEXT NOT NULL, "secret" TEXT NOT NULL, "enabled" INTEGER NOT NULL, "disabled_at" INTEGER NULL, "disabled_because" TEXT NULL,
                "disabled_status_code" INTEGER NULL, "disabled_failure" INTEGER NULL, "disabled_body" BLOB NULL, "created_at" INTEGER NOT NULL,
                "created_by" BLOB NOT NULL, "updated_at" INTEGER NOT NULL, "updated_by" BLOB NOT NULL, "failure_run_since" INTEGER NOT NULL, "revision" INTEGER NOT NULL
                """,
                "id, name, url, authorization, headers, secret, enabled, disabled_at, disabled_because, disabled_status_code, disabled_failure, disabled_body, created_at, created_by, updated_at, updated_by, failure_run_since, revision",
                "id", "created_by", "updated_by");
            Rebuild(
                migrationBuilder,
                "subscription_events",
                """
                "subscription_id" BLOB NOT NULL, "event_type" TEXT NOT NULL,
                CONSTRAINT "PK_subscription_events" PRIMARY KEY ("subscription_id", "event_type"),
                CONSTRAINT "FK_subscription_events_subscriptions_subscription_id" FOREIGN KEY ("subscription_id") REFERENCES "subscriptions" ("id") ON DELETE CASCADE
                """,
                "subscription_id, event_type",
                "subscription_id");
            Rebuild(
                migrationBuilder,
                "lanes",
                """
                "subscription_id" BLOB NOT NULL CONSTRAINT "PK_lanes" PRIMARY KEY, "lease_owner" BLOB NULL, "lease_until" INTEGER NULL, "failures_in_a_row" INTEGER NOT NULL,
                CONSTRAINT "FK_lanes_subscriptions_subscription_id" FOREIGN KEY ("subscription_id") REFERENCES "subscriptions" ("id") ON DELETE CASCADE
                """,
                "subscription_id, lease_owner, lease_until, failures_in_a_row",
                "subscription_id", "lease_owner");
            Rebuild(
                migrationBuilder,
                "event_statuses",
                """
                "subscription_id" BLOB NOT NULL, "event_type" TEXT NOT NULL, "attempted_at" INTEGER NOT NULL, "status_code" INTEGER NULL, "failure" INTEGER NULL,
                CONSTRAINT "PK_event_statuses" PRIMARY KEY ("subscription_id", "event_type"),
                CONSTRAINT "FK_event_statuses_subscriptions_subscription_id" FOREIGN KEY ("subscription_id") REFERENCES "subscriptions" ("id") ON DELETE CASCADE
                """,
                "subscription_id, event_type, attempted_at, status_code, failure",
                "subscription_id");
            Rebuild(
                migrationBuilder,
                "api_tokens",
                """
                "id" BLOB NOT NULL CONSTRAINT "PK_api_tokens" PRIMARY KEY, "name" TEXT NOT NULL, "prefix" TEXT NOT NULL, "hash" BLOB NOT NULL, "scopes" INTEGER NOT NULL,
                "created_at" INTEGER NOT NULL, "created_by" BLOB NOT NULL, "expires_at" INTEGER NULL, "revoked_at" INTEGER NULL, "last_used_at" INTEGER NULL
                """,
                "id, name, prefix, hash, scopes, created_at, created_by, expires_at, revoked_at, last_used_at",
                "id", "created_by");
            Rebuild(
                migrationBuilder,
                "events",
                """
                "id" INTEGER NOT NULL CONSTRAINT "PK_events" PRIMARY KEY AUTOINCREMENT, "event_id" BLOB NOT NULL, "event_type" TEXT NOT NULL, "received_at" INTEGER NOT NULL, "payload" BLOB NOT NULL
                """,
                "id, event_id, event_type, received_at, payload",
                "event_id");
            Rebuild(
                migrationBuilder,
                "deliveries",
                """
                "id" INTEGER NOT NULL CONSTRAINT "PK_deliveries" PRIMARY KEY AUTOINCREMENT, "event_key" INTEGER NOT NULL, "subscription_id" BLOB NOT NULL, "event_type" TEXT NOT NULL,
                "state" INTEGER NOT NULL, "attempts" INTEGER NOT NULL, "due_at" INTEGER NOT NULL, "created_at" INTEGER NOT NULL, "completed_at" INTEGER NULL, "last_attempt_at" INTEGER NULL,
                "last_status_code" INTEGER NULL, "last_failure" INTEGER NULL, "cancelled_because" TEXT NULL, "is_test" INTEGER NOT NULL DEFAULT 0, "resend_of" INTEGER NULL,
                CONSTRAINT "FK_deliveries_events_event_key" FOREIGN KEY ("event_key") REFERENCES "events" ("id") ON DELETE CASCADE
                """,
                "id, event_key, subscription_id, event_type, state, attempts, due_at, created_at, completed_at, last_attempt_at, last_status_code, last_failure, cancelled_because, is_test, resend_of",
                "subscription_id");
            Rebuild(
                migrationBuilder,
                "attempts",
                """
                "id" INTEGER NOT NULL CONSTRAINT "PK_attempts" PRIMARY KEY AUTOINCREMENT, "delivery_id" INTEGER NOT NULL, "subscription_id" BLOB NOT NULL, "number" INTEGER NOT NULL,
                "started_at" INTEGER NOT NULL, "duration" INTEGER NOT NULL, "status_code" INTEGER NULL, "failure" INTEGER NULL, "succeeded" INTEGER NOT NULL,
                "request_headers" BLOB NULL, "response_headers" BLOB NULL, "response_body" BLOB NULL, "response_truncated" INTEGER NOT NULL,
                CONSTRAINT "FK_attempts_deliveries_delivery_id" FOREIGN KEY ("delivery_id") REFERENCES "deliveries" ("id") ON DELETE CASCADE
                """,
                "id, delivery_id, subscription_id, number, started_at, duration, status_code, failure, succeeded, request_headers, response_headers, response_body, response_truncated",
                "subscription_id");
            migrationBuilder.Sql("CREATE TABLE removals (\"subscription_id\" BLOB NOT NULL CONSTRAINT \"PK_removals\" PRIMARY KEY)");

            migrationBuilder.CreateIndex(name: "IX_subscription_events_event_type", table: "subscription_events", column: "event_type");
            migrationBuilder.CreateIndex(name: "IX_api_tokens_hash", table: "api_tokens", column: "hash", unique: true);
            migrationBuilder.CreateIndex(name: "IX_events_event_id", table: "events", column: "event_id", unique: true);
            migrationBuilder.CreateIndex(name: "ix_deliveries_due", table: "deliveries", columns: ["subscription_id", "due_at", "id", "event_key", "attempts"], filter: "state = 0");
            migrationBuilder.CreateIndex(name: "ix_deliveries_created", table: "deliveries", columns: ["subscription_id", "created_at"]);
            migrationBuilder.CreateIndex(name: "ix_deliveries_history", table: "deliveries", columns: ["subscription_id", "event_type", "created_at"]);
            migrationBuilder.CreateIndex(name: "ix_deliveries_ended", table: "deliveries", columns: ["subscription_id", "state", "created_at"], filter: "state <> 0");
            migrationBuilder.CreateIndex(name: "IX_deliveries_event_key", table: "deliveries", column: "event_key");
            migrationBuilder.CreateIndex(name: "IX_deliveries_resend_of", table: "deliveries", column: "resend_of", filter: "resend_of IS NOT NULL");
            migrationBuilder.CreateIndex(name: "IX_attempts_delivery_id_number", table: "attempts", columns: ["delivery_id", "number"], unique: true);
            migrationBuilder.CreateIndex(name: "ix_attempts_failed", table: "attempts", columns: ["subscription_id", "id"], filter: "NOT succeeded");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("A store is not taken back to an earlier version. Put back the copy that was made before.");

        /// <summary>Makes a table anew with the same rows, where the named columns hold uuids that were texts. Its indexes go with the old one.</summary>
        private static void Rebuild(MigrationBuilder migrationBuilder, string table, string definition, string columns, params string[] uuids)
        {
            var values = string.Join(", ", Array.ConvertAll(columns.Split(", "), column => Array.IndexOf(uuids, column) < 0 ? column : $"unhex(replace({column}, '-', ''))"));
            migrationBuilder.Sql($"CREATE TABLE new_{table} ({definition})");
            migrationBuilder.Sql($"INSERT INTO new_{table} ({columns}) SELECT {values} FROM {table}");
            if (definition.Contains("AUTOINCREMENT", StringComparison.Ordinal))
            {
                // Also the keys of rows that are gone are never given again.
                migrationBuilder.Sql($"DELETE FROM sqlite_sequence WHERE name = 'new_{table}'");
                migrationBuilder.Sql($"INSERT INTO sqlite_sequence (name, seq) SELECT 'new_{table}', seq FROM sqlite_sequence WHERE name = '{table}'");
            }

            migrationBuilder.Sql($"DROP TABLE {table}");
            migrationBuilder.Sql($"ALTER TABLE new_{table} RENAME TO {table}");
        }
    }
}
