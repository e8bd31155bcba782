using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Notifications;

public sealed class NotificationFeedTests : StoreTest
{
    private static readonly Actor Reader = new(Guid.NewGuid(), "reader@example.com", Role.Support);

    private NotificationFeed Board => Store.Make<NotificationFeed>();

    [Fact]
    public async Task A_notification_is_new_until_its_reader_has_seen_it()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "CRM");
        await NotifyAsync(webhook, "first");
        await NotifyAsync(webhook, "second");
        Assert.Equal(2, await Board.CountNewAsync(Reader, Cancel));

        var latest = await Board.LatestAsync(Reader, Cancel);
        Assert.Equal([("CRM", "second", true), ("CRM", "first", true)], latest.Select(notification => (notification.Webhook, notification.Reason.Sentence(), notification.IsNew)));
        await Board.SeenAsync(Reader, latest[0].Id, Cancel);

        Assert.Equal(0, await Board.CountNewAsync(Reader, Cancel));
        Assert.All(await Board.LatestAsync(Reader, Cancel), notification => Assert.False(notification.IsNew));
        await NotifyAsync(webhook, "third");
        Assert.Equal(1, await Board.CountNewAsync(Reader, Cancel));
        Assert.Equal(3, await Board.CountNewAsync(Actors.Administrator, Cancel));
    }

    [Fact]
    public async Task Seen_notifications_stay_seen_if_another_window_reports_an_older_one()
    {
        var webhook = await Store.CreateWebhookAsync();
        var (first, second) = (await NotifyAsync(webhook, "first"), await NotifyAsync(webhook, "second"));
        await Board.SeenAsync(Reader, second, Cancel);
        await Board.SeenAsync(Reader, first, Cancel);

        Assert.Equal(0, await Board.CountNewAsync(Reader, Cancel));
    }

    [Fact]
    public async Task The_last_ten_are_shown()
    {
        var webhook = await Store.CreateWebhookAsync();
        for (var number = 1; number <= 12; number++)
        {
            await NotifyAsync(webhook, $"{number}");
        }

        var latest = await Board.LatestAsync(Reader, Cancel);

        Assert.Equal(10, latest.Count);
        Assert.Equal(("12", "3"), (latest[0].Reason.Sentence(), latest[^1].Reason.Sentence()));
        Assert.Equal(12, await Board.CountNewAsync(Reader, Cancel));
    }

    [Fact]
    public async Task The_notifications_of_a_removed_webhook_are_removed()
    {
        var webhook = await Store.CreateWebhookAsync();
        await NotifyAsync(webhook, "because");

        await Store.Changes.RemoveAsync(Actors.Administrator, webhook, (await Store.WebhookAsync(webhook)).Revision, Cancel);

        Assert.Equal(0, await Board.CountNewAsync(Reader, Cancel));
    }

    [Theory]
    [InlineData(15, true, false)]
    [InlineData(20, true, false)]
    [InlineData(2, true, true)]
    [InlineData(0, true, true)]
    [InlineData(25, false, false)]
    public async Task A_warning_is_over_after_a_success(int failures, bool enabled, bool isOver)
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Enabled = enabled);
        await Store.StoreAsync(new StoredNotification { SubscriptionId = webhook, At = Store.Time.GetUtcNow(), Reason = DisableReason.After(15, AttemptResult.Responded(500)), AttemptId = 7 });
        await using (var context = await Store.ContextAsync())
        {
            await context.Lanes.ExecuteUpdateAsync(lane => lane.SetProperty(row => row.ConsecutiveFailures, failures), Cancel);
        }

        var warning = Assert.Single(await Board.LatestAsync(Reader, Cancel));

        Assert.Equal((true, failures, isOver), (warning.IsWarning, warning.ConsecutiveFailures, warning.IsOver));
    }

    private async Task<long> NotifyAsync(Guid webhook, string reason)
    {
        var notification = new StoredNotification { SubscriptionId = webhook, At = Store.Time.GetUtcNow(), Reason = new DisableReason(DisableKind.Text) { Text = reason } };
        await Store.StoreAsync(notification);
        return notification.Id;
    }
}
