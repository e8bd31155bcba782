using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>This version opens a store whose tables and columns have their former names.</summary>
public class FieldTermsUpgradeTests : StoreTest
{
    private const string Before = "Sessions";
    private const string Reason = "Disabled automatically after 25 failed attempts in a row";

    private static readonly DisableReason Unknown = new(DisableKind.Text) { Text = Reason };

    [Fact]
    public async Task Reasons_failures_and_notifications_are_kept_under_their_new_names()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.BacklogAsync(webhook, 1);
        await using (var context = await Store.ContextAsync())
        {
            await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
            await context.Database.ExecuteSqlAsync(
                $"""
                UPDATE subscriptions SET disabled_because = {Reason};
                UPDATE lanes SET failures_in_a_row = 7;
                UPDATE deliveries SET state = 3, cancelled_because = {Reason};
                INSERT INTO notices (subscription_id, at, because, mail_pending, mail_failures) SELECT id, 1, {Reason}, {true}, 2 FROM subscriptions;
                INSERT INTO notice_readers (user_id, last_seen) SELECT id, 1 FROM subscriptions;
                """,
                Cancel);
            await context.Database.MigrateAsync(Cancel);
        }

        await using var later = await Store.ContextAsync();
        Assert.Equal(Unknown, (await later.Subscriptions.SingleAsync(Cancel)).DisabledReason);
        Assert.Equal(7, (await later.Lanes.SingleAsync(Cancel)).ConsecutiveFailures);
        var delivery = await later.Deliveries.SingleAsync(Cancel);
        Assert.Equal((DeliveryState.Cancelled, Unknown), (delivery.State, await Store.CancelledReasonAsync(delivery.Id)));
        var notification = await later.Notifications.SingleAsync(Cancel);
        Assert.Equal((Unknown, true, 2), (notification.Reason, notification.MailPending, notification.MailFailures));
        Assert.Equal(webhook, (await later.NotificationReaders.SingleAsync(Cancel)).UserId);
    }
}

[OnPostgres]
public sealed class FieldTermsUpgradeTestsOnPostgres : FieldTermsUpgradeTests;
