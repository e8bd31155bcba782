using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>A SQLite file that was lost while its keys still exist.</summary>
public sealed class LostDatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dixa-webhooks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true, "is empty")]
    [InlineData(false, "does not exist")]
    public async Task An_empty_or_missing_file_next_to_keys_is_no_new_store(bool leaveEmpty, string error)
    {
        await using (var store = await TestStore.OpenAtAsync(_folder))
        {
            await store.CreateWebhookAsync();
        }

        foreach (var file in Directory.GetFiles(_folder, "webhooks.db*"))
        {
            File.Delete(file);
        }

        var database = Path.Combine(_folder, "webhooks.db");
        if (leaveEmpty)
        {
            await File.WriteAllBytesAsync(database, [], TestContext.Current.CancellationToken);
        }

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => TestStore.OpenAtAsync(_folder));

        Assert.StartsWith($"Storage:ConnectionString: the database {database} {error}, but there are keys of a store in {Path.Combine(_folder, "keys")}.", refusal.Message, StringComparison.Ordinal);

        // As the message says, without the keys it is a new store.
        Directory.Delete(Path.Combine(_folder, "keys"), recursive: true);
        await using var renewed = await TestStore.OpenAtAsync(_folder);
        Assert.Empty(await renewed.Reads.ListAsync(TestContext.Current.CancellationToken));
    }
}
