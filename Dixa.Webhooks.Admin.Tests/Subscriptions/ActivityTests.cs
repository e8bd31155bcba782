using System.Data.Common;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>Every action on a webhook is recorded with it, or not done.</summary>
public sealed class ActivityTests : DispatchTest
{
    private const string EventId = "0be2bd61-7e28-4620-87f0-74952725d960";

    public static TheoryData<string, ActivityKind, string?> UseCases { get; } = new()
    {
        { "edit", ActivityKind.Changed, "Name" },
        { "disable", ActivityKind.Disabled, null },
        { "reveal", ActivityKind.SecretRevealed, null },
        { "rotate", ActivityKind.SecretRotated, "No overlap: the old secret expired immediately" },
        { "rotate with an overlap", ActivityKind.SecretRotated, "The old secret also signs for 24 hours, until 2026-03-02 13:00 UTC" },
        { "resend", ActivityKind.Resent, $"Event {EventId}" },
        { "resend failed", ActivityKind.ResentFailed, "1 delivery that failed since 2026-03-01 11:30 UTC" },
        { "test", ActivityKind.TestSent, "CONVERSATION_CREATED" },
    };

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task Each_use_case_records_who_did_what_and_when(string useCase, ActivityKind kind, string? detail)
    {
        var webhook = await FailedAsync();
        Store.Time.Advance(TimeSpan.FromHours(1));

        await DoAsync(useCase, Actors.Administrator, webhook);

        var recorded = await RecordedAsync(webhook);
        Assert.Equal([kind, ActivityKind.Created], recorded.Select(row => row.Activity.Kind));
        Assert.Equal(("Ada", Store.Time.GetUtcNow(), detail), (recorded[0].ActorName, recorded[0].At, Words(recorded[0])));
    }

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task A_refused_action_is_not_recorded(string useCase, ActivityKind kind, string? detail)
    {
        _ = (kind, detail);
        var webhook = await FailedAsync();

        await DoAsync(useCase, Actors.Support, webhook);
        await DoAsync(useCase, Actors.Administrator, Guid.NewGuid());

        await using var context = await Store.ContextAsync();
        Assert.Equal(ActivityKind.Created, Assert.Single(await context.Activities.ToListAsync(Cancel)).Kind);
    }

    [Theory]
    [MemberData(nameof(UseCases))]
    public async Task An_action_that_cannot_be_recorded_is_not_done(string useCase, ActivityKind kind, string? detail)
    {
        _ = (kind, detail);
        var webhook = await FailedAsync();
        var before = await Store.WebhookAsync(webhook);
        await Store.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON activities BEGIN SELECT RAISE(ABORT, 'full'); END");

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

        Assert.Equal([(ActivityKind.Enabled, null), (ActivityKind.Changed, "Name")], (await RecordedAsync(webhook)).Take(2).Select(row => (row.Activity.Kind, Words(row))));
    }

    [Fact]
    public async Task An_overlap_that_is_ended_is_recorded()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.Changes.RotateSecretAsync(Actors.Administrator, webhook, 1, TimeSpan.FromHours(1), Cancel);

        Assert.IsType<SaveResult.Saved>(await Store.Changes.EndPreviousSecretAsync(Actors.Administrator, webhook, 2, Cancel));

        Assert.Equal(ActivityKind.OldSecretEnded, (await RecordedAsync(webhook))[0].Activity.Kind);
    }

    [Fact]
    public async Task A_resend_of_several_batches_is_one_entry_with_the_total()
    {
        var webhook = await FailedAsync();
        await Store.ExecuteAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
            INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at, completed_at, is_test)
            SELECT d.event_key, d.subscription_id, d.event_type, d.state, 5, d.due_at, d.created_at, d.completed_at, 0 FROM n, deliveries d;
            """);

        await DoAsync("resend failed", Actors.Administrator, webhook);

        Assert.Equal("1,201 deliveries that failed since 2026-03-01 11:30 UTC", Words((await RecordedAsync(webhook))[0]));
        Assert.Equal(2, (await RecordedAsync(webhook)).Count);
    }

    [Fact]
    public async Task They_are_removed_with_their_webhook()
    {
        var webhook = await Store.CreateWebhookAsync();

        Assert.IsType<SaveResult.Saved>(await Store.Changes.RemoveAsync(Actors.Administrator, webhook, 1, Cancel));

        Assert.Empty(await RecordedAsync(webhook));
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

    private static string? Words(ActivityRow row) => ActivityText.Of(row.Activity, row.At).Detail;

    private async Task<IReadOnlyList<ActivityRow>> RecordedAsync(Guid webhook) => (await Store.Service<ActivityHistory>().FindAsync(webhook, cancel: Cancel)).Rows;
}
