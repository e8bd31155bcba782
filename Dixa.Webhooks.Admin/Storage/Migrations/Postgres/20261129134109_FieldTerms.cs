using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Postgres
{
    /// <summary>The field's terms for columns and tables. Only names change, so it takes no time however many rows there are.</summary>
    public partial class FieldTerms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(name: "disabled_because", table: "subscriptions", newName: "disabled_reason");
            migrationBuilder.RenameColumn(name: "failures_in_a_row", table: "lanes", newName: "consecutive_failures");
            migrationBuilder.RenameColumn(name: "cancelled_because", table: "deliveries", newName: "cancelled_reason");
            migrationBuilder.RenameTable(name: "notice_readers", newName: "notification_readers");
            migrationBuilder.RenameTable(name: "notices", newName: "notifications");
            migrationBuilder.RenameColumn(name: "because", table: "notifications", newName: "reason");
            migrationBuilder.Sql(
                """
                ALTER TABLE notification_readers RENAME CONSTRAINT "PK_notice_readers" TO "PK_notification_readers";
                ALTER TABLE notifications RENAME CONSTRAINT "PK_notices" TO "PK_notifications";
                ALTER TABLE notifications RENAME CONSTRAINT "FK_notices_subscriptions_subscription_id" TO "FK_notifications_subscriptions_subscription_id";
                """);
            migrationBuilder.RenameIndex(name: "IX_notices_subscription_id", table: "notifications", newName: "IX_notifications_subscription_id");
            migrationBuilder.RenameIndex(name: "ix_notices_to_mail", table: "notifications", newName: "ix_notifications_to_mail");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(name: "disabled_reason", table: "subscriptions", newName: "disabled_because");
            migrationBuilder.RenameColumn(name: "consecutive_failures", table: "lanes", newName: "failures_in_a_row");
            migrationBuilder.RenameColumn(name: "cancelled_reason", table: "deliveries", newName: "cancelled_because");
            migrationBuilder.RenameTable(name: "notification_readers", newName: "notice_readers");
            migrationBuilder.RenameTable(name: "notifications", newName: "notices");
            migrationBuilder.RenameColumn(name: "reason", table: "notices", newName: "because");
            migrationBuilder.Sql(
                """
                ALTER TABLE notice_readers RENAME CONSTRAINT "PK_notification_readers" TO "PK_notice_readers";
                ALTER TABLE notices RENAME CONSTRAINT "PK_notifications" TO "PK_notices";
                ALTER TABLE notices RENAME CONSTRAINT "FK_notifications_subscriptions_subscription_id" TO "FK_notices_subscriptions_subscription_id";
                """);
            migrationBuilder.RenameIndex(name: "IX_notifications_subscription_id", table: "notices", newName: "IX_notices_subscription_id");
            migrationBuilder.RenameIndex(name: "ix_notifications_to_mail", table: "notices", newName: "ix_notices_to_mail");
        }
    }
}
