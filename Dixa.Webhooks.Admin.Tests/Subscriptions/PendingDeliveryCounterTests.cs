using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Subscriptions;

public sealed class PendingDeliveryCounterTests : StoreTest
{
    [Fact]
    public async Task Only_the_webhooks_pending_deliveries_are_counted()
    {
        var (webhook, other) = (await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync());
        await Store.DeliveryAsync(webhook);
        await Store.DeliveryAsync(webhook);
        await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        await Store.DeliveryAsync(webhook, state: DeliveryState.Cancelled);
        await Store.DeliveryAsync(other);

        Assert.Equal(2, await Store.Service<PendingDeliveryCounter>().CountAsync(webhook, Cancel));
        Assert.Equal(0, await Store.Service<PendingDeliveryCounter>().CountAsync(Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task Counting_ends_at_the_cap()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.BacklogAsync(webhook, PendingDeliveryCounter.MaxCount + 1);

        Assert.Equal(PendingDeliveryCounter.MaxCount, await Store.Service<PendingDeliveryCounter>().CountAsync(webhook, Cancel));
        Assert.Contains("LIMIT", Store.Sql.Statements[^1], StringComparison.Ordinal);
    }
}
