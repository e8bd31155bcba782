using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>Creates a context for <c>dotnet ef</c>, which needs the model but no database.</summary>
public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteWebhooksContext>
{
    public SqliteWebhooksContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteWebhooksContext>().UseSqlite().Options, new EphemeralDataProtectionProvider());
}
