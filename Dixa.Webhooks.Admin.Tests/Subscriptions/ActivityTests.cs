using System.Data.Common;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>Every action on a webhook is recorded with it, or not done.</summary>
public sealed class ActivityTests : DispatchTest
{
    private const string EventId = "0be2bd61-7e28-4620-87f0-74952725d960";

    public static TheoryData<string, AuditAction, string?> UseCases { get; } = new()
    {
        { "edit", AuditAction.WebhookChanged, "Name" },
        { "disable", AuditAction.WebhookDisabled, null },
        { "reveal", AuditAction.SecretRevealed, null },
        { "rotate", AuditAction.SecretRotated, "No overlap: the old secret expired immediately" },
        { "rotate with an overlap", AuditAction.SecretRotated, "The old secret also signs for 24 hours, until 2026-03-02 13:00 UTC" },
        { "resend", AuditAction.DeliveryResent, $"Event {EventId}" },
        { "resend failed", AuditAction.DeliveriesResent, "1 delivery that failed since 2026-03-01 11:30 UTC" },
        { "test", AuditAction.TestSent, "CONVERSATION_CREATED" },
    };

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task Each_use_case_records_who_did_what_and_when(string useCase, AuditAction kind, string? detail)
    {
        var webhook = await FailedAsync();
        Store.Time.Advance(TimeSpan.FromHours(1));

        await DoAsync(useCase, Actors.Administrator, webhook);

        var recorded = await RecordedAsync(webhook);
        Assert.Equal([kind, AuditAction.WebhookCreated], recorded.Select(row => row.Action));
        Assert.Equal(("Ada", Store.Time.GetUtcNow(), detail), (recorded[0].ActorName, recorded[0].At, Words(recorded[0])));
    }

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task A_refused_action_is_not_recorded(string useCase, AuditAction kind, string? detail)
    {
        _ = (kind, detail);
        var webhook = await FailedAsync();

        await DoAsync(useCase, Actors.Support, webhook);
        await DoAsync(useCase, Actors.Administrator, Guid.NewGuid());

        await using var context = await Store.ContextAsync();
        Assert.Equal(AuditAction.WebhookCreated, Assert.Single(await context.AuditRows.ToListAsync(Cancel)).Action);
    }

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task An_action_that_cannot_be_recorded_is_not_done(string useCase, AuditAction kind, string? detail)
    {
        _ = (kind, detail);
        var webhook = await FailedAsync();
        var before = await Store.WebhookAsync(webhook);
        await Store.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END");

        var error = await Record.ExceptionAsync(() => DoAsync(useCase, Actors.Administrator, webhook));

        Assert.True(error is DbException or DbUpdateException, $"{error}");
        var after = await Store.WebhookAsync(webhook);
        Assert.Equal((before.Name, before.Enabled, before.Revision, before.Secret.Reveal()), (after.Name, after.Enabled, after.Revision, after.Secret.Reveal()));
        Assert.Single(await DeliveriesAsync());
    }

    [Fact]
    public async Task A_conflicting_change_is_not_recorded()
    {
        var webhook = await Store.CreateWebhookAsync();

        Assert.IsType<SaveResult.Conflict>(await Store.Changes.EditAsync(Actors.Administrator, webhook, 7, Drafts.With(draft => draft.Name = "New name"), Cancel));
        Assert.IsType<SaveResult.Invalid>(await Store.Changes.EditAsync(Actors.Administrator, webhook, 1, Drafts.With(draft => draft.Name = ""), Cancel));
        Assert.IsType<SaveResult.Invalid>(await Store.Changes.RotateSecretAsync(Actors.Administrator, webhook, 1, TimeSpan.FromDays(8), Cancel));

        Assert.Single(await RecordedAsync(webhook));
    }

    [Fact]
    public async Task An_action_that_changes_nothing_is_not_recorded()
    {
        var webhook = await Store.CreateWebhookAsync();

        Assert.IsType<SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, webhook, 1, Drafts.With(_ => { }), Cancel));
        Assert.IsType<SaveResult.Saved>(await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, 2, enabled: true, Cancel));
        Assert.IsType<SaveResult.Saved>(await Store.Changes.EndPreviousSecretAsync(Actors.Administrator, webhook, 2, Cancel));
        Assert.Equal(new SendResult.ResentAll(0), await Store.Service<Resender>().ResendFailedAsync(Actors.Administrator, webhook, Store.Time.GetUtcNow(), dryRun: false, Cancel));

        Assert.Single(await RecordedAsync(webhook));
    }

    [Fact]
    public async Task A_webhook_that_is_created_disabled_is_recorded_as_such()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Enabled = false);

        Assert.Equal("Disabled", Words(Assert.Single(await RecordedAsync(webhook))));
    }

    [Fact]
    public async Task One_edit_that_changes_and_enables_is_two_entries()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Enabled = false);

        Assert.IsType<SaveResult.Saved>(await Store.Changes.EditAsync(Actors.Administrator, webhook, 1, Drafts.With(draft => draft.Name = "New name"), Cancel));

        Assert.Equal([(AuditAction.WebhookEnabled, null), (AuditAction.WebhookChanged, "Name")], (await RecordedAsync(webhook)).Take(2).Select(row => (row.Action, Words(row))));
    }

    [Fact]
    public async Task An_overlap_that_is_ended_is_recorded()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.Changes.RotateSecretAsync(Actors.Administrator, webhook, 1, TimeSpan.FromHours(1), Cancel);

        Assert.IsType<SaveResult.Saved>(await Store.Changes.EndPreviousSecretAsync(Actors.Administrator, webhook, 2, Cancel));

        Assert.Equal(AuditAction.OldSecretEnded, (await RecordedAsync(webhook))[0].Action);
    }

    [Fact]
    public async Task A_resend_of_several_batches_is_an_entry_with_the_first_batch_and_one_with_the_rest()
    {
        var webhook = await FailedAsync();
        await Store.ExecuteAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
            INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at, completed_at, is_test)
            SELECT d.event_key, d.subscription_id, d.event_type, d.state, 5, d.due_at, d.created_at, d.completed_at, 0 FROM n, deliveries d;
            """);

        await DoAsync("resend failed", Actors.Administrator, webhook);

        Assert.Equal(
            ["701 deliveries that failed since 2026-03-01 11:30 UTC", "500 deliveries that failed since 2026-03-01 11:30 UTC", null],
            (await RecordedAsync(webhook)).Select(Words));
    }

    [Fact]
    public async Task They_stay_when_their_webhook_is_removed()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "Removed later");

        Assert.IsType<SaveResult.Saved>(await Store.Changes.RemoveAsync(Actors.Administrator, webhook, 1, Cancel));

        Assert.Equal(
            [(AuditAction.WebhookRemoved, AuditTarget.Webhook(webhook, "Removed later")), (AuditAction.WebhookCreated, AuditTarget.Webhook(webhook, "Removed later"))],
            (await RecordedAsync(webhook)).Select(row => (row.Action, row.Target!)));
    }

    /// <summary>A webhook with one failed delivery.</summary>
    private async Task<Guid> FailedAsync()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        await Store.ExecuteAsync($"UPDATE events SET event_id = x'{EventId.Replace("-", "", StringComparison.Ordinal)}'");
        return webhook;
    }

    private async Task DoAsync(string useCase, Actor actor, Guid webhook)
    {
        var resends = Store.Service<Resender>();
        var since = new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.FromHours(1));
        object? result = useCase switch
        {
            "edit" => await Store.Changes.EditAsync(actor, webhook, 1, Drafts.With(draft => draft.Name = "New name"), Cancel),
            "disable" => await Store.Changes.SetEnabledAsync(actor, webhook, 1, enabled: false, Cancel),
            "reveal" => await Store.Reads.RevealSecretAsync(actor, webhook, Cancel),
            "rotate" => await Store.Changes.RotateSecretAsync(actor, webhook, 1, TimeSpan.Zero, Cancel),
            "rotate with an overlap" => await Store.Changes.RotateSecretAsync(actor, webhook, 1, TimeSpan.FromDays(1), Cancel),
            "resend" => await resends.ResendAsync(actor, webhook, 1, Cancel),
            "resend failed" => await resends.ResendFailedAsync(actor, webhook, since, dryRun: false, Cancel),
            "test" => await Store.Service<TestSender>().SendAsync(actor, webhook, EventCatalogue.All[0], cancel: Cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(useCase)),
        };
        _ = result;
    }

    private static string? Words(AuditEntry row) => ActivityText.Of(row.Activity, row.At).Detail;

    private Task<IReadOnlyList<AuditEntry>> RecordedAsync(Guid webhook) => Store.AuditedAsync(webhook);
}
