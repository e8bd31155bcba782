using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>This version opens a store whose reasons and activities are sentences.</summary>
public class FactsUpgradeTests : StoreTest
{
    private const string Before = "FieldTerms";
    private const string Facts = "Facts";
    private const string Failures = "Disabled automatically after 25 failed attempts in a row";

    private static readonly (string Sentence, DisableReason Reason)[] Known =
    [
        ("Disabled by Ada", new DisableReason(DisableKind.Actor) { ActorName = "Ada" }),
        ("Disabled by O'Brien (Disabled by Bo)", new DisableReason(DisableKind.Actor) { ActorName = "O'Brien (Disabled by Bo)" }),
        ($"{Failures}; the last was Failed (503)", DisableReason.After(25, AttemptResult.Responded(503))),
        .. Enum.GetValues<FailureClass>().Select(failure => ($"{Failures}; the last was Failed ({failure.Word()})", DisableReason.After(25, AttemptResult.Failed(failure)))),
    ];

    private static readonly string[] Unknown =
    [
        "Moved to another system",
        "Disabled by ",
        "disabled by Ada",
        Failures,
        $"{Failures}; the last was Failed (teapot)",
        $"{Failures}; the last was Failed (503",
        $"{Failures}; the last was Failed (12345678901)",
        "Disabled automatically after many failed attempts in a row; the last was Failed (503)",
        "",
    ];

    private static readonly (AuditAction Kind, string? Detail, Activity Activity)[] Activities =
    [
        (AuditAction.WebhookCreated, null, new Activity.Created(IsDisabled: false)),
        (AuditAction.WebhookCreated, "Disabled", new Activity.Created(IsDisabled: true)),
        (AuditAction.WebhookEnabled, null, new Activity.Enabled()),
        (AuditAction.WebhookAutoDisabled, $"{Failures}; the last was Failed (503)", new Activity.AutoDisabled(DisableReason.After(25, AttemptResult.Responded(503)))),
        (AuditAction.WebhookAutoDisabled, $"{Failures}; the last was Failed (DNS)", new Activity.AutoDisabled(DisableReason.After(25, AttemptResult.Failed(FailureClass.Dns)))),
        (AuditAction.WebhookAutoDisabled, Failures, new Activity.Described(AuditAction.WebhookAutoDisabled, Failures)),
        (AuditAction.SecretRotated, "No overlap: the old secret expired immediately", new Activity.SecretRotated(0)),
        (AuditAction.SecretRotated, "Without an overlap: the old secret signs no more", new Activity.SecretRotated(0)),
        (AuditAction.SecretRotated, "The old secret also signs for 24 hours, until 2026-03-02 13:00 UTC", new Activity.SecretRotated(86_400)),
        (AuditAction.SecretRotated, "The old secret signs too for 1 hour, until 2026-03-02 13:00 UTC", new Activity.SecretRotated(3_600)),
        (AuditAction.SecretRotated, "The old secret also signs for 7 days, until 2026-03-02 13:00 UTC", new Activity.SecretRotated(604_800)),
        (AuditAction.SecretRotated, "The old secret also signs for 90 minutes, until 2026-03-02 13:00 UTC", new Activity.SecretRotated(5_400)),
        (AuditAction.SecretRotated, "The old secret also signs for some time", new Activity.Described(AuditAction.SecretRotated, "The old secret also signs for some time")),
        (AuditAction.DeliveryResent, "0be2bd61-7e28-4620-87f0-74952725d960", new Activity.Resent(Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960"))),
        (AuditAction.DeliveryResent, "an event", new Activity.Described(AuditAction.DeliveryResent, "an event")),
        (AuditAction.DeliveriesResent, "1 delivery that failed since 2026-03-01 11:30 UTC", new Activity.ResentFailed(1, 0, new DateTimeOffset(2026, 3, 1, 11, 30, 0, TimeSpan.Zero), null)),
        (AuditAction.DeliveriesResent, "1 delivery that was cancelled since 2026-03-01 11:30 UTC", new Activity.ResentFailed(0, 1, new DateTimeOffset(2026, 3, 1, 11, 30, 0, TimeSpan.Zero), null)),
        (
            AuditAction.DeliveriesResent, "1,201 deliveries of CONVERSATION_RATED that were cancelled since 2026-03-01 11:30 UTC",
            new Activity.ResentFailed(0, 1_201, new DateTimeOffset(2026, 3, 1, 11, 30, 0, TimeSpan.Zero), "CONVERSATION_RATED")),
        (
            AuditAction.DeliveriesResent, "45 deliveries that failed or were cancelled since 2026-03-01 11:30 UTC",
            new Activity.Described(AuditAction.DeliveriesResent, "45 deliveries that failed or were cancelled since 2026-03-01 11:30 UTC")),
        (AuditAction.TestSent, "CONVERSATION_CREATED", new Activity.TestSent("CONVERSATION_CREATED")),
        (AuditAction.TestSent, "a \"quoted\" text", new Activity.Described(AuditAction.TestSent, "a \"quoted\" text")),
        (AuditAction.WebhookChanged, "Name and more", new Activity.Described(AuditAction.WebhookChanged, "Name and more")),
        (AuditAction.WebhookChanged, "Headers, Name", new Activity.Described(AuditAction.WebhookChanged, "Headers, Name")),
    ];

    /// <summary>Edits, which are described by the same words as before.</summary>
    private static readonly string[] Edits =
    [
        "Name",
        "URL",
        "URL (https://example.com/a,b → https://example.org/(in))",
        "Events (added AGENT_BANNED_IP)",
        "Events (added AGENT_BANNED_IP CONVERSATION_RATED; removed CONVERSATION_CREATED)",
        "Events (removed 12)",
        "Events (added 4; removed AGENT_BANNED_IP)",
        "Authorization",
        "Headers",
        "Name, URL, Headers",
        "Authorization, Headers",
        "URL, Events (added 4)",
        "Name, URL (https://example.com/ → https://example.org/), Events (added AGENT_BANNED_IP; removed 4), Authorization, Headers",
    ];

    [Fact]
    public async Task Reasons_become_a_kind_and_data_and_unknown_ones_stay_as_text()
    {
        var rows = new List<(Guid Webhook, string Sentence, DisableReason Reason)>();
        foreach (var (sentence, reason) in Known.Concat(Unknown.Select(text => (text, new DisableReason(DisableKind.Text) { Text = text }))))
        {
            var webhook = await Store.CreateWebhookAsync();
            await Store.DeliveryAsync(webhook);
            await Store.DeliveryAsync(webhook);
            rows.Add((webhook, sentence, reason));
        }

        var pending = await Store.DeliveryAsync(rows[0].Webhook);
        await using (var context = await Store.ContextAsync())
        {
            await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
            foreach (var (webhook, sentence, _) in rows)
            {
                object id = Store.Provider is StorageProvider.PostgreSql ? webhook : Uuid.ToBytes(webhook);
                await context.Database.ExecuteSqlAsync(
                    $"""
                    UPDATE subscriptions SET enabled = {false}, disabled_at = 1, disabled_reason = {sentence} WHERE id = {id};
                    UPDATE deliveries SET state = 3, cancelled_reason = {sentence} WHERE subscription_id = {id} AND id <> {pending};
                    INSERT INTO notifications (subscription_id, at, reason, mail_pending, mail_failures) VALUES ({id}, 1, {sentence}, {false}, 0);
                    """,
                    Cancel);
            }

            await context.Database.MigrateAsync(Cancel);
        }

        await using var later = await Store.ContextAsync();
        foreach (var (webhook, _, reason) in rows)
        {
            Assert.Equal(reason, (await Store.WebhookAsync(webhook)).DisabledReason);
            Assert.Equal(reason, (await later.Notifications.AsNoTracking().SingleAsync(row => row.SubscriptionId == webhook, Cancel)).Reason);
            var cancellation = await later.Cancellations.AsNoTracking().SingleAsync(row => row.SubscriptionId == webhook, Cancel);
            Assert.Equal(reason, cancellation.Reason);
            Assert.Equal(2, await later.Deliveries.CountAsync(row => row.SubscriptionId == webhook && row.CancellationId == cancellation.Id, Cancel));
        }

        Assert.Null((await Store.DeliveryAsync(pending)).CancellationId);

        // Back, and forth again.
        await later.GetService<IMigrator>().MigrateAsync(Before, Cancel);
        Assert.Equal(rows.Select(row => row.Sentence).Order(StringComparer.Ordinal), (await later.Database.SqlQueryRaw<string>("SELECT reason AS \"Value\" FROM notifications").ToListAsync(Cancel)).Order(StringComparer.Ordinal));
        Assert.Equal(
            rows.Select(row => row.Sentence).Order(StringComparer.Ordinal),
            (await later.Database.SqlQueryRaw<string>("SELECT DISTINCT cancelled_reason AS \"Value\" FROM deliveries WHERE state = 3").ToListAsync(Cancel)).Order(StringComparer.Ordinal));
        await later.Database.MigrateAsync(Cancel);
        Assert.Equal(rows[2].Reason, (await Store.WebhookAsync(rows[2].Webhook)).DisabledReason);
    }

    [Fact]
    public async Task The_history_of_a_removed_webhook_does_not_hinder_it()
    {
        var webhook = await Store.CreateWebhookAsync();
        var delivery = await Store.DeliveryAsync(webhook);
        await using (var context = await Store.ContextAsync())
        {
            await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
            await context.Database.ExecuteSqlAsync($"UPDATE deliveries SET state = 3, cancelled_reason = 'Disabled by Ada'; DELETE FROM subscriptions", Cancel);
            await context.Database.MigrateAsync(Cancel);
        }

        Assert.Null((await Store.DeliveryAsync(delivery)).CancellationId);
    }

    [Fact]
    public async Task Activities_become_a_kind_and_data_and_unknown_ones_stay_as_text()
    {
        var upgraded = await UpgradedAsync(Activities.Select(one => (one.Kind, one.Detail)));

        Assert.Equal(Activities.Select(one => one.Activity), upgraded);
    }

    [Fact]
    public async Task Edits_become_data_that_reads_as_before()
    {
        var upgraded = await UpgradedAsync(Edits.Select(edit => (AuditAction.WebhookChanged, (string?)edit)));

        Assert.All(upgraded, activity => Assert.IsType<Activity.Changed>(activity));
        Assert.Equal(Edits, upgraded.Select(activity => ActivityText.Of(activity, default).Detail!));
    }

    private async Task<IReadOnlyList<Activity>> UpgradedAsync(IEnumerable<(AuditAction Kind, string? Detail)> rows)
    {
        await Store.CreateWebhookAsync();
        await using var context = await Store.ContextAsync();
        await context.GetService<IMigrator>().MigrateAsync(Before, Cancel);
        foreach (var (kind, detail) in rows)
        {
            await context.Database.ExecuteSqlAsync(
                $"INSERT INTO activities (subscription_id, at, actor_id, actor_name, kind, detail) SELECT id, 1, created_by, 'Ada', {(int)kind}, {detail} FROM subscriptions", Cancel);
        }

        await context.GetService<IMigrator>().MigrateAsync(Facts, Cancel);
        var stored = await context.Database.SqlQueryRaw<Row>("SELECT id AS \"Id\", kind AS \"Kind\", data AS \"Data\" FROM activities").OrderBy(row => row.Id).Skip(1).ToListAsync(Cancel);
        return [.. stored.Select(row => ActivityJson.Read((AuditAction)row.Kind, row.Data))];
    }

    private sealed record Row(long Id, int Kind, string? Data);
}

[OnPostgres]
public sealed class FactsUpgradeTestsOnPostgres : FactsUpgradeTests;
