using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;

namespace Dixa.Webhooks.Admin.Support;

#pragma warning disable EF1001 // There is no other way to add a migration that is not in the application's assembly.
/// <summary>The migrations of the application, and one of a later version, which this version does not know.</summary>
internal sealed class NextVersion(ICurrentDbContext context, IDbContextOptions options, IMigrationsIdGenerator ids, IDiagnosticsLogger<DbLoggerCategory.Migrations> logger)
    : MigrationsAssembly(context, options, ids, logger)
{
    public const string Id = "99990101000000_Next";

    public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
        base.Migrations.Append(KeyValuePair.Create(Id, typeof(AddNext).GetTypeInfo())).ToDictionary(migration => migration.Key, migration => migration.Value);

    [Migration(Id)]
    private sealed class AddNext : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE next (id integer PRIMARY KEY)");
    }
}
#pragma warning restore EF1001
