using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Measures the store once a day, to tell how fast it grows.</summary>
public sealed class SizeHistory(StoreDialect dialect, TimeProvider time)
{
    private const int KeptDays = 400;

    /// <summary>Measures the store for today. Rows are only counted the first time.</summary>
    internal async Task RecordAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var today = await context.Sizes.SingleOrDefaultAsync(size => size.Day == day, cancel);
        if (today is null)
        {
            context.Sizes.Add(today = new StoredSize { Day = day, Tables = Write(await dialect.ReadTableSizesAsync(context, cancel)) });
        }

        var size = await dialect.ReadSizeAsync(context, cancel);
        (today.At, today.Bytes, today.FreeBytes) = (now, size.Bytes, size.FreeBytes);
        await context.SaveChangesAsync(cancel);
        await context.Sizes.Where(old => old.Day < day.AddDays(-KeptDays)).ExecuteDeleteAsync(cancel);
    }

    internal static IReadOnlyList<TableSize> Read(string? tables) => tables is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<TableSize>>(tables)!;

    private static string Write(IReadOnlyList<TableSize> tables) => JsonSerializer.Serialize(tables);
}
