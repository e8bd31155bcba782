using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>After an erasure and the documented commands, no byte of the value is in the files of the tables.</summary>
[OnPostgres]
public sealed class ErasedBytesOnPostgresTests : StoreTest
{
    private const string Address = "zq-erased-person@example.com";

    [Fact]
    public async Task No_byte_of_the_value_is_left_in_the_files_of_the_tables()
    {
        await Store.CreateWebhookAsync();
        var organization = new Organization(Guid.NewGuid(), "Dixa");
        var events = string.Join(',', Enumerable.Range(0, 200).Select(i => $$"""{"event_fqn":"CONVERSATION_CREATED","data":{{SampleData.With($"\"text\":\"{(i % 3 == 0 ? Address : "someone@example.com")} {i}\"")}} }"""));
        var read = EventReader.Read(Encoding.UTF8.GetBytes($"[{events}]"), organization, IngestValidation.Strict, Store.Time.GetUtcNow(), out _);
        await Store.Service<EventIntake>().StoreAsync(read!.Events);
        await Store.ExecuteAsync("CHECKPOINT");
        Assert.True(await CountAsync(Address) > 0);

        await Store.Service<PersonEraser>().StartAsync(Actor.System, Address, Cancel);
        await Store.Service<ErasureRunner>().RunAllAsync(Cancel);
        await Store.ExecuteAsync("VACUUM FULL events, attempts");
        await Store.ExecuteAsync("CHECKPOINT");

        Assert.Equal(0, await CountAsync(Address));
        Assert.True(await CountAsync("someone@example.com") > 0);
        await using var context = await Store.ContextAsync();
        Assert.Equal(67, await context.Events.CountAsync(stored => stored.Removal == ContentRemoval.Erasure, Cancel));
    }

    /// <summary>How many files of the database contain a text.</summary>
    private async Task<int> CountAsync(string text)
    {
        await using var context = await Store.ContextAsync();
        var folder = (await context.Database.SqlQueryRaw<string>(
            "SELECT current_setting('data_directory') || '/base/' || oid AS \"Value\" FROM pg_database WHERE datname = current_database()").ToListAsync(Cancel))[0];
        var needle = Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(folder).Count(file => File.ReadAllBytes(file).AsSpan().IndexOf(needle) >= 0);
    }
}
