using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DisabledLastAnswer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "disabled_body",
                table: "subscriptions",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "disabled_failure",
                table: "subscriptions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "disabled_status_code",
                table: "subscriptions",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "disabled_body",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "disabled_failure",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "disabled_status_code",
                table: "subscriptions");
        }
    }
}
