using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>A database whose keys were lost, for example because its backup was restored without them.</summary>
public sealed class LostKeysTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_without_the_keys_of_the_secrets_creates_no_key()
    {
        await using var store = await TestStore.OpenOnPostgresAsync([], ownKeys: true);
        await store.CreateWebhookAsync();
        await store.ExecuteAsync("DELETE FROM data_protection_keys");

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => TestStore.OpenAtAsync(store.Folder, store.Database));

        Assert.StartsWith("Storage:KeyRingPath: the keys in the table data_protection_keys do not decrypt the secrets in the database ", refusal.Message, StringComparison.Ordinal);
        await using var context = (PostgresWebhooksContext)await store.ContextAsync();
        Assert.Equal(0, await context.DataProtectionKeys.CountAsync(Cancel));
    }
}
