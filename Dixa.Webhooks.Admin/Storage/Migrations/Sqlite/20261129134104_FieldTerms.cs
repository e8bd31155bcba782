using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Sqlite
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
            migrationBuilder.DropIndex(name: "IX_notices_subscription_id", table: "notifications");
            migrationBuilder.DropIndex(name: "ix_notices_to_mail", table: "notifications");
            migrationBuilder.CreateIndex(name: "IX_notifications_subscription_id", table: "notifications", column: "subscription_id");
            migrationBuilder.CreateIndex(name: "ix_notifications_to_mail", table: "notifications", column: "id", filter: "mail_pending");
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
            migrationBuilder.DropIndex(name: "IX_notifications_subscription_id", table: "notices");
            migrationBuilder.DropIndex(name: "ix_notifications_to_mail", table: "notices");
            migrationBuilder.CreateIndex(name: "IX_notices_subscription_id", table: "notices", column: "subscription_id");
            migrationBuilder.CreateIndex(name: "ix_notices_to_mail", table: "notices", column: "id", filter: "mail_pending");
        }
    }
}
