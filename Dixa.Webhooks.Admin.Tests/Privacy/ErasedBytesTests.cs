using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>After an erasure no byte of the value is in a file of the store, in a backup, or in the log.</summary>
public sealed class ErasedBytesTests : StoreTest
{
    private const string Address = "zq-erased-person@example.com";

    [Fact]
    public async Task No_byte_of_the_value_is_left_in_the_files_of_a_SQLite_store_or_a_backup()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Events = [.. EventCatalogue.All.Select(type => type.Fqn)]);
        var random = new Random(7);
        for (var round = 0; round < 30; round++)
        {
            await PublishAsync(random, webhook);
        }

        Assert.True(FilesWith(Address) > 0);

        Assert.IsType<ErasureResult.Started>(await Store.Service<PersonEraser>().StartAsync(Domain.Actor.System, Address, Cancel));
        await Store.Service<ErasureRunner>().RunAllAsync(Cancel);

        Assert.Equal(0, FilesWith(Address));
        await using (var connection = new SqliteConnection(Store.Database))
        {
            await connection.OpenAsync(Cancel);
            await using var backup = connection.CreateCommand();
            backup.CommandText = "VACUUM INTO $file";
            backup.Parameters.AddWithValue("$file", Path.Combine(Store.Folder, "backup.db"));
            await backup.ExecuteNonQueryAsync(Cancel);
            SqliteConnection.ClearPool(connection);
        }

        Assert.Equal(0, FilesWith(Address));
        Assert.True(FilesWith("someone@example.com") > 0);
    }

    /// <summary>Events of different sizes, some of which are deleted again, so that the value also was in pages that are free now.</summary>
    private async Task PublishAsync(Random random, Guid webhook)
    {
        var events = string.Join(',', Enumerable.Range(0, 20).Select(i => $$"""{"event_fqn":"CONVERSATION_CREATED","data":{{SampleData.With($"\"text\":\"{(i % 3 == 0 ? Address : "someone@example.com")} {new string('x', random.Next(12_000))}\"")}} }"""));
        var read = EventReader.Read(Encoding.UTF8.GetBytes($"[{events}]"), new Organization(Guid.NewGuid(), "Dixa"), IngestValidation.Strict, Store.Time.GetUtcNow(), out _);
        await Store.Service<EventIntake>().StoreAsync(read!.Events);
        await using var context = await Store.ContextAsync();
        var deliveries = await context.Deliveries.AsNoTracking().Where(delivery => delivery.State == DeliveryState.Pending).OrderBy(delivery => delivery.Id).Take(5).ToListAsync(Cancel);
        context.Attempts.AddRange(deliveries.Select(delivery => new DeliveryAttempt
        {
            DeliveryId = delivery.Id,
            SubscriptionId = webhook,
            Number = 1_000 + random.Next(1_000_000),
            StartedAt = Store.Time.GetUtcNow(),
            StatusCode = 200,
            ResponseHeaders = [],
            ResponseBody = Encoding.UTF8.GetBytes($"{{\"saved\":\"{Address}\"}}{new string('y', random.Next(4_000))}"),
        }));
        await context.SaveChangesAsync(Cancel);
        var purged = await context.Events.OrderBy(stored => stored.Id).Take(random.Next(6)).Select(stored => stored.Id).ToListAsync(Cancel);
        await context.Events.Where(stored => purged.Contains(stored.Id)).ExecuteDeleteAsync(Cancel);
    }

    private int FilesWith(string text)
    {
        var needle = Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(Store.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Count(file => Read(file).AsSpan().IndexOf(needle) >= 0);
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
