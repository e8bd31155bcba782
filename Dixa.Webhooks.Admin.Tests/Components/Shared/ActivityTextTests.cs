using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class ActivityTextTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 0, TimeSpan.FromHours(1));

    public static TheoryData<AuditAction> Kinds => [.. Enum.GetValues<AuditAction>()];

    public static TheoryData<Activity, string?> Details => new()
    {
        { new Activity.Created(IsDisabled: false), null },
        { new Activity.Created(IsDisabled: true), "Disabled" },
        { new Activity.Changed { Name = true }, "Name" },
        { new Activity.Enabled(), null },
        { new Activity.Disabled(), null },
        { new Activity.AutoDisabled(DisableReason.After(25, AttemptResult.Responded(503))), "After 25 consecutive failures; the last was Failed (503)" },
        { new Activity.SecretRevealed(), null },
        { new Activity.SecretRotated(0), "No overlap: the old secret expired immediately" },
        { new Activity.SecretRotated(5_400), "The old secret also signs for 90 minutes, until 2026-03-01 13:00 UTC" },
        { new Activity.OldSecretEnded(), null },
        { new Activity.Resent(Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960")), "Event 0be2bd61-7e28-4620-87f0-74952725d960" },
        { new Activity.ResentFailed(1, 0, At, null), "1 delivery that failed since 2026-03-01 11:30 UTC" },
        { new Activity.ResentFailed(0, 1, At, null), "1 delivery that was cancelled since 2026-03-01 11:30 UTC" },
        { new Activity.ResentFailed(0, 42, At, null), "42 deliveries that were cancelled since 2026-03-01 11:30 UTC" },
        { new Activity.ResentFailed(3, 42, At, null), "45 deliveries that failed or were cancelled since 2026-03-01 11:30 UTC" },
        { new Activity.ResentFailed(1_201, 0, At, "CONVERSATION_RATED"), "1,201 deliveries of CONVERSATION_RATED that failed since 2026-03-01 11:30 UTC" },
        { new Activity.DeliveryRetried(Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960")), "Event 0be2bd61-7e28-4620-87f0-74952725d960" },
        { new Activity.DeliveryCancelled(Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960")), "Event 0be2bd61-7e28-4620-87f0-74952725d960" },
        { new Activity.TestSent("CONVERSATION_CREATED"), "CONVERSATION_CREATED" },
        { new Activity.SignInFailed(1, At, ["ada@example.com"], 0), "Once: ada@example.com" },
        { new Activity.SignInFailed(1_203, At, ["ada@example.com", "bo@example.com"], 1_200), "1,203 times: ada@example.com, bo@example.com, 1,200 without an account" },
        { new Activity.AccountLocked(["ada@example.com"]), "ada@example.com" },
        { new Activity.PersonAdded("Support"), "Support" },
        { new Activity.RoleChanged("Support", "Administrator"), "Support → Administrator" },
        { new Activity.TokenCreated(["ReadWebhooks", "ReadAudit"], null), "read webhooks, read audit log" },
        { new Activity.TokenCreated(["PublishEvents"], At), "publish events; expires 2026-03-01 11:30 UTC" },
        { new Activity.HistoryPurged(0, 0, 0, 0), "Nothing was removed" },
        { new Activity.HistoryPurged(1_000, 20, 7, 3), "1,000 deliveries, 20 events, 7 payloads, 3 hours of statistics" },
        { new Activity.PersonErased("e-mail address", "0123456789abcdef", 12, 3, 1), "By e-mail address, hash 0123456789ab…: 12 events, 3 other responses, 1 pending deliveries cancelled" },
        { new Activity.PersonErasureRequested("phone number", "0123456789abcdef"), "By phone number, hash 0123456789ab…" },
        { new Activity.SandboxResponseChanged("Ok", "NotFound"), "Ok → NotFound" },
        { new Activity.DemoRateChanged(0.5), "0.5 per second" },
        { new Activity.ApplicationStarted("1.0.0", null), "Version 1.0.0" },
        { new Activity.ApplicationStarted("1.0.0", ["Api:BootstrapToken", "Retention:Days"]), "Version 1.0.0. Changed settings: Api:BootstrapToken, Retention:Days" },
        { new Activity.AuditPurged(1_000, At), "1,000 rows from before 2026-03-01 11:30 UTC" },
        { new Activity.AuditExported("CSV"), "CSV" },
        { new Activity.BackupMade("/srv/backups/webhooks.tar.gz", 3 << 20, HasKeys: true), "/srv/backups/webhooks.tar.gz, 3 MB, with the keys" },
        { new Activity.BackupMade("/srv/backups/webhooks.tar.gz", 3 << 20, HasKeys: false), "/srv/backups/webhooks.tar.gz, 3 MB, without keys" },
        { new Activity.BulkResendStarted(1_204, ["CRM", "Shop"]), "1,204 deliveries of CRM, Shop" },
        { new Activity.BulkResendEnded("Completed", 1_202, 2, 1_204), "1,202 of 1,204 resent, 2 skipped" },
        { new Activity.BulkCancelStarted(1, ["CRM"]), "1 delivery of CRM" },
        { new Activity.BulkCancelEnded("Cancelled", 5, 0, 10), "Cancelled: 5 of 10 cancelled" },
        { new Activity.BulkActionPaused("ReplayEvents", "The webhook is disabled."), "Sending missed events. The webhook is disabled." },
        { new Activity.BulkActionPaused("CancelDeliveries", null), "Cancelling deliveries" },
        { new Activity.BulkActionResumed("ResendDeliveries"), "Resending deliveries" },
        { new Activity.StoreRestored("/srv/backups/webhooks.tar.gz", At), "/srv/backups/webhooks.tar.gz of 2026-03-01 11:30 UTC" },
        { new Activity.Described(AuditAction.DeliveriesResent, "Some deliveries"), "Some deliveries" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_has_words_of_its_own(AuditAction kind)
    {
        var text = ActivityText.Of(new Activity.Described(kind, "more"), At);

        Assert.NotEmpty(text.Icon);
        Assert.Equal("more", text.Detail);
        Assert.Single(Kinds, other => ActivityText.Of(new Activity.Described(other.Data, "more"), At).Action == text.Action);
    }

    [Theory]
    [MemberData(nameof(Details))]
    public void The_data_of_an_activity_is_put_into_words(Activity activity, string? detail) => Assert.Equal(detail, ActivityText.Of(activity, At).Detail);
}
