using System.Reflection;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>The last migration of SQLite, which a complete upgrade has.</summary>
internal static class NewestMigration
{
    public static string Id { get; } = typeof(WebhooksDbContext).Assembly.GetTypes()
        .Where(type => type.Namespace?.EndsWith("Migrations.Sqlite", StringComparison.Ordinal) is true)
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
        .OfType<string>()
        .Max(StringComparer.Ordinal)!;
}
