using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Creates a context for <c>dotnet ef</c>, which needs the model but no database.</summary>
public sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresWebhooksContext>
{
    public PostgresWebhooksContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresWebhooksContext>().UseNpgsql().Options, new EphemeralDataProtectionProvider());
}
