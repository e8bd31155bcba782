using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Recording;

public class FailingQueriesTests : DispatchTest
{
    private static readonly RetryRule Rule = new(5, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task Consecutive_failures_are_reported_with_their_kinds_from_the_third_on()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, AttemptResult.Responded(500));
        await RecordAsync(webhook, AttemptResult.Responded(200));
        var since = Store.Time.GetUtcNow();
        await RecordAsync(webhook, AttemptResult.Responded(500));
        await RecordAsync(webhook, AttemptResult.Failed(FailureClass.Timeout));
        Assert.Null(await FindAsync(webhook));

        await RecordAsync(webhook, AttemptResult.Responded(500));

        var failing = (await FindAsync(webhook))!;
        Assert.Equal((3, since), (failing.Count, failing.Since));
        Assert.Equal([new(AttemptResult.Responded(500), 2), new(AttemptResult.Failed(FailureClass.Timeout), 1)], failing.Kinds);
        await RecordAsync(webhook, AttemptResult.Responded(200));
        Assert.Null(await FindAsync(webhook));
    }

    [Fact]
    public async Task A_disabled_webhook_is_not_failing()
    {
        var webhook = await Store.CreateWebhookAsync();
        for (var i = 0; i < 5; i++)
        {
            await RecordAsync(webhook, AttemptResult.Responded(500));
        }

        await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, 1, enabled: false, Cancel);

        Assert.Null(await FindAsync(webhook));
    }

    private Task<ConsecutiveFailures?> FindAsync(Guid webhook) => Store.Service<FailingQueries>().FindAsync(webhook, Cancel);

    private async Task RecordAsync(Guid webhook, AttemptResult result)
    {
        var delivery = await Store.DeliveryAsync(webhook);
        var now = Store.Time.GetUtcNow();
        await Store.Service<AttemptRecorder>().RecordAsync(new EndedAttempt(delivery, webhook, "CONVERSATION_CREATED", now, TimeSpan.FromMilliseconds(5), now, result), Rule);
        Store.Time.Advance(TimeSpan.FromSeconds(1));
    }
}

[OnPostgres]
public sealed class FailingQueriesTestsOnPostgres : FailingQueriesTests;
