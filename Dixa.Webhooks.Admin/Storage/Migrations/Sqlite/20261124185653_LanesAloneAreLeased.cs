using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dixa.Webhooks.Admin.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LanesAloneAreLeased : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // SQLite's own way, which needs no new table and runs in the migration's transaction.
            migrationBuilder.Sql("ALTER TABLE deliveries DROP COLUMN lease_owner");
            migrationBuilder.Sql("ALTER TABLE deliveries DROP COLUMN lease_until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "lease_owner",
                table: "deliveries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "lease_until",
                table: "deliveries",
                type: "INTEGER",
                nullable: true);
        }
    }
}
