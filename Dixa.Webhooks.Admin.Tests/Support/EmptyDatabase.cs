using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A SQLite database with this version's tables. Copying it takes a fraction of the time of migrating a new one.</summary>
internal static class EmptyDatabase
{
    private static readonly Lazy<Task<byte[]>> Content = new(MigrateAsync);

    /// <summary>Creates the database of a new store. Does nothing if the folder has any file: a test may be about what is missing there.</summary>
    public static async Task CreateAsync(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            await File.WriteAllBytesAsync(PathIn(folder), await Content.Value);
        }
    }

    public static string PathIn(string folder) => Path.Combine(folder, "webhooks.db");

    private static async Task<byte[]> MigrateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("dixa-webhooks-empty-").FullName;
        var options = new DbContextOptionsBuilder<SqliteWebhooksContext>().UseSqlite($"Data Source={PathIn(folder)};Pooling=false").Options;
        await using (var context = new SqliteWebhooksContext(options, new EphemeralDataProtectionProvider()))
        {
            await context.Database.OpenConnectionAsync();
            await SqliteUpgrade.PrepareNewAsync(context);
            await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
            await context.Database.MigrateAsync();
        }

        var content = await File.ReadAllBytesAsync(PathIn(folder));
        Directory.Delete(folder, recursive: true);
        return content;
    }
}
