using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Accounts.Start;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Privacy;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Operations.Bundle;
using Dixa.Webhooks.Admin.Privacy;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recovery;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Dixa.Webhooks.Admin.Startup;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>A use case, what it adds to the audit log, and how a test performs it.</summary>
/// <param name="Name">The class and the method.</param>
/// <param name="Actions">In their order; empty if it changes and reveals nothing.</param>
/// <param name="Perform">Null if it changes and reveals nothing.</param>
public sealed record AuditedUseCase(string Name, AuditAction[] Actions, Func<AuditedWorld, Task>? Perform)
{
    public override string ToString() => Name;
}

/// <summary>Every use case that takes an <see cref="Actor"/>, and those that have none, for example because no one is signed in.</summary>
public static class AuditedUseCases
{
    public static IReadOnlyList<AuditedUseCase> All { get; } =
    [
        Audited($"{nameof(WebhookCommands)}.{nameof(WebhookCommands.CreateAsync)}", world => world.CreateWebhookAsync(), AuditAction.WebhookCreated),
        Audited(
            $"{nameof(WebhookCommands)}.{nameof(WebhookCommands.EditAsync)}",
            world => world.Service<WebhookCommands>().EditAsync(world.Ada, world.Webhook, 1, AuditedWorld.Draft("Renamed", enabled: false), AuditedWorld.Cancel),
            AuditAction.WebhookChanged, AuditAction.WebhookDisabled),
        Audited(
            $"{nameof(WebhookCommands)}.{nameof(WebhookCommands.SetEnabledAsync)}",
            async world =>
            {
                await world.Service<WebhookCommands>().SetEnabledAsync(world.Ada, world.Webhook, 1, enabled: false, AuditedWorld.Cancel);
                await world.Service<WebhookCommands>().SetEnabledAsync(world.Ada, world.Webhook, 2, enabled: true, AuditedWorld.Cancel);
            },
            AuditAction.WebhookDisabled, AuditAction.WebhookEnabled),
        Audited(
            $"{nameof(WebhookCommands)}.{nameof(WebhookCommands.RotateSecretAsync)}",
            world => world.Service<WebhookCommands>().RotateSecretAsync(world.Ada, world.Webhook, 1, TimeSpan.FromHours(1), AuditedWorld.Cancel), AuditAction.SecretRotated),
        Audited(
            $"{nameof(WebhookCommands)}.{nameof(WebhookCommands.EndPreviousSecretAsync)}",
            async world =>
            {
                await world.Service<WebhookCommands>().RotateSecretAsync(world.Ada, world.Webhook, 1, TimeSpan.FromHours(1), AuditedWorld.Cancel);
                await world.Service<WebhookCommands>().EndPreviousSecretAsync(world.Ada, world.Webhook, 2, AuditedWorld.Cancel);
            },
            AuditAction.SecretRotated, AuditAction.OldSecretEnded),
        Audited(
            $"{nameof(WebhookCommands)}.{nameof(WebhookCommands.RemoveAsync)}", world => world.Service<WebhookCommands>().RemoveAsync(world.Ada, world.Webhook, 1, AuditedWorld.Cancel), AuditAction.WebhookRemoved),
        Audited(
            $"{nameof(Resender)}.{nameof(Resender.ResendAsync)}", async world => await world.Service<Resender>().ResendAsync(world.Ada, world.Webhook, await world.FailedDeliveryAsync(), AuditedWorld.Cancel),
            AuditAction.DeliveryResent),
        Audited(
            $"{nameof(Resender)}.{nameof(Resender.ResendFailedAsync)}",
            async world =>
            {
                await world.FailedDeliveryAsync();
                await world.Service<Resender>().ResendFailedAsync(world.Ada, world.Webhook, DateTimeOffset.UnixEpoch, dryRun: true, AuditedWorld.Cancel);
                await world.Service<Resender>().ResendFailedAsync(world.Ada, world.Webhook, DateTimeOffset.UnixEpoch, dryRun: false, AuditedWorld.Cancel);
            },
            AuditAction.DeliveriesResent),
        Audited(
            $"{nameof(Replayer)}.{nameof(Replayer.StartAsync)}",
            async world =>
            {
                await world.MissAsync();
                Assert.IsType<ReplayResult.Started>(await world.Service<Replayer>().StartAsync(world.Ada, world.Webhook, new ReplayDraft(DateTimeOffset.UnixEpoch) { Events = EventCatalogue.All }, cancel: AuditedWorld.Cancel));
                await Eventually.BecomesTrueAsync(async () => (await world.Service<BulkActionQueries>().ListAsync(world.Webhook, AuditedWorld.Cancel)).All(action => action.IsOver), "the replay has ended");
            },
            AuditAction.ReplayStarted, AuditAction.ReplayEnded),
        Reads($"{nameof(Replayer)}.{nameof(Replayer.CountAsync)}"),
        Reads($"{nameof(RecoveryQueries)}.{nameof(RecoveryQueries.FindAsync)}"),
        Audited(
            $"{nameof(RecoveryStarter)}.{nameof(RecoveryStarter.StartAsync)}",
            async world =>
            {
                await world.FailedDeliveryAsync();
                await world.MissAsync();
                var now = DateTimeOffset.UtcNow;
                Assert.IsType<RecoveryResult.Started>(await world.Service<RecoveryStarter>().StartAsync(
                    world.Ada, world.Webhook, new DisabledSpan(now.AddHours(-1), now.AddSeconds(1)), RecoveryIds.New(), AuditedWorld.Cancel));
                await Eventually.BecomesTrueAsync(async () => (await world.Service<BulkActionQueries>().ListAsync(world.Webhook, AuditedWorld.Cancel)).All(action => action.IsOver), "the bulk actions have ended");
            },
            AuditAction.BulkResendStarted, AuditAction.ReplayStarted, AuditAction.BulkResendEnded, AuditAction.ReplayEnded),
        Audited(
            $"{nameof(PendingDeliveryCommands)}.{nameof(PendingDeliveryCommands.RetryNowAsync)}",
            async world => Assert.IsType<PendingResult.Changed>(await world.Service<PendingDeliveryCommands>().RetryNowAsync(world.Ada, world.Webhook, await world.PendingDeliveryAsync(), AuditedWorld.Cancel)),
            AuditAction.DeliveryRetried),
        Audited(
            $"{nameof(PendingDeliveryCommands)}.{nameof(PendingDeliveryCommands.CancelAsync)}",
            async world => Assert.IsType<PendingResult.Changed>(await world.Service<PendingDeliveryCommands>().CancelAsync(world.Ada, world.Webhook, await world.PendingDeliveryAsync(), AuditedWorld.Cancel)),
            AuditAction.DeliveryCancelled),
        Reads($"{nameof(AddressChecker)}.{nameof(AddressChecker.CheckAsync)}"),
        Audited($"{nameof(TestSender)}.{nameof(TestSender.SendAsync)}", world => world.Service<TestSender>().SendAsync(world.Ada, world.Webhook, EventCatalogue.All[0], cancel: AuditedWorld.Cancel), AuditAction.TestSent),
        Audited($"{nameof(WebhookQueries)}.{nameof(WebhookQueries.RevealSecretAsync)}", world => world.Service<WebhookQueries>().RevealSecretAsync(world.Ada, world.Webhook, AuditedWorld.Cancel), AuditAction.SecretRevealed),
        Audited($"{nameof(WebhookQueries)}.{nameof(WebhookQueries.CopySecretAsync)}", world => world.Service<WebhookQueries>().CopySecretAsync(world.Ada, world.Webhook, AuditedWorld.Cancel), AuditAction.SecretCopied),
        Audited($"{nameof(WebhookApiQueries)}.{nameof(WebhookApiQueries.FindAsync)}", world => world.Service<WebhookApiQueries>().FindAsync(world.Token, world.Webhook, AuditedWorld.Cancel), AuditAction.SecretRead),
        Audited(
            $"{nameof(WebhookApiQueries)}.{nameof(WebhookApiQueries.ListAsync)}",
            async world => Assert.Contains(await world.Service<WebhookApiQueries>().ListAsync(world.Token, AuditedWorld.Cancel), webhook => webhook.Id == world.Webhook), AuditAction.SecretRead),
        Audited(
            $"{nameof(SecretReads)}.{nameof(SecretReads.RecordAsync)}",
            async world => await world.Service<SecretReads>().RecordAsync(world.Token, [await world.WebhookAsync()], AuditedWorld.Cancel), AuditAction.SecretRead),
        Audited(
            $"{nameof(ApiTokenDirectory)}.{nameof(ApiTokenDirectory.IssueAsync)}",
            async world => world.Secrets.Add(Assert.IsType<ApiTokenResult.Issued>(await world.Service<ApiTokenDirectory>().IssueAsync(world.Ada, "CRM", ApiScopes.ReadAudit, null, AuditedWorld.Cancel)).Token),
            AuditAction.TokenCreated),
        Audited(
            $"{nameof(ApiTokenDirectory)}.{nameof(ApiTokenDirectory.RevokeAsync)}",
            async world =>
            {
                var token = Assert.IsType<ApiTokenResult.Issued>(await world.Service<ApiTokenDirectory>().IssueAsync(world.Ada, "CRM", ApiScopes.ReadAudit, null, AuditedWorld.Cancel));
                await world.Service<ApiTokenDirectory>().RevokeAsync(world.Ada, token.Id, AuditedWorld.Cancel);
                await world.Service<ApiTokenDirectory>().RevokeAsync(world.Ada, token.Id, AuditedWorld.Cancel);
            },
            AuditAction.TokenCreated, AuditAction.TokenRevoked),
        Audited($"{nameof(UserDirectory)}.{nameof(UserDirectory.AddAsync)}", world => world.PersonAsync(), AuditAction.PersonAdded),
        Audited(
            $"{nameof(UserDirectory)}.{nameof(UserDirectory.ChangeRoleAsync)}",
            async world => await world.Service<UserDirectory>().ChangeRoleAsync(world.Ada, (await world.PersonAsync()).Id, Role.Administrator, AuditedWorld.Cancel), AuditAction.PersonAdded, AuditAction.RoleChanged),
        Audited(
            $"{nameof(UserDirectory)}.{nameof(UserDirectory.RemoveAsync)}",
            async world => await world.Service<UserDirectory>().RemoveAsync(world.Ada, (await world.PersonAsync()).Id, AuditedWorld.Cancel), AuditAction.PersonAdded, AuditAction.PersonRemoved),
        Audited(
            $"{nameof(PasswordChanger)}.{nameof(PasswordChanger.ChangeAsync)}",
            async world => await world.Service<PasswordChanger>().ChangeAsync(await world.PersonAsync(), AuditedWorld.Password, AuditedWorld.NewPassword, AuditedWorld.Cancel),
            AuditAction.PersonAdded, AuditAction.PasswordChanged),
        Audited(
            $"{nameof(SessionStore)}.{nameof(SessionStore.StartAsync)}",
            async world => world.Secrets.Add(await world.Service<SessionStore>().StartAsync(await world.PersonAsync(), "stamp", cancel: AuditedWorld.Cancel)), AuditAction.PersonAdded, AuditAction.SignedIn),
        Audited(
            $"{nameof(SessionStore)}.{nameof(SessionStore.EndAsync)}",
            async world =>
            {
                var person = await world.PersonAsync();
                var secret = await world.Service<SessionStore>().StartAsync(person, "stamp", isSignIn: false, AuditedWorld.Cancel);
                await world.Service<SessionStore>().EndAsync(new Session(LinkSecret.Id(secret), person.Id), person, AuditedWorld.Cancel);
                await world.Service<SessionStore>().EndAsync(new Session(LinkSecret.Id(secret), person.Id), person, AuditedWorld.Cancel);
            },
            AuditAction.PersonAdded, AuditAction.SignedOut),
        Audited(
            $"{nameof(SandboxCommands)}.{nameof(SandboxCommands.RespondWithAsync)}",
            async world =>
            {
                await world.Service<SandboxCommands>().RespondWithAsync(world.Ada, SandboxResponse.NotFound, AuditedWorld.Cancel);
                await world.Service<SandboxCommands>().RespondWithAsync(world.Ada, SandboxResponse.NotFound, AuditedWorld.Cancel);
            },
            AuditAction.SandboxResponseChanged),
        Audited($"{nameof(SandboxCommands)}.{nameof(SandboxCommands.ClearAsync)}", world => world.Service<SandboxCommands>().ClearAsync(world.Ada, AuditedWorld.Cancel), AuditAction.SandboxCleared),
        Audited(
            $"{nameof(DemoPlayer)}.{nameof(DemoPlayer.PlayAsync)}",
            async world =>
            {
                Assert.IsType<DemoResult.Playing>(await world.Service<DemoPlayer>().PlayAsync(world.Ada, AuditedWorld.Cancel));
                Assert.IsType<DemoResult.Playing>(await world.Service<DemoPlayer>().PlayAsync(world.Ada, AuditedWorld.Cancel));
            },
            AuditAction.WebhookCreated, AuditAction.DemoStarted),
        Audited(
            $"{nameof(DemoPlayer)}.{nameof(DemoPlayer.SetRateAsync)}", world => world.Service<DemoPlayer>().SetRateAsync(world.Ada, DemoRate.Max, AuditedWorld.Cancel), AuditAction.DemoRateChanged),
        Audited(
            $"{nameof(DemoPlayer)}.{nameof(DemoPlayer.StopAsync)}",
            async world =>
            {
                await world.Service<DemoPlayer>().StopAsync(world.Ada, AuditedWorld.Cancel);
                await world.Service<DemoPlayer>().StopAsync(world.Ada, AuditedWorld.Cancel);
            },
            AuditAction.DemoStopped),
        Audited($"{nameof(AuditExport)}.{nameof(AuditExport.BeginAsync)}", world => world.Service<AuditExport>().BeginAsync(world.Ada, AuditExport.Csv, AuditedWorld.Cancel), AuditAction.AuditExported),

        Audited($"{nameof(SupportBundle)}.{nameof(SupportBundle.BeginAsync)}", world => world.Service<SupportBundle>().BeginAsync(world.Ada, AuditedWorld.Cancel), AuditAction.SupportBundleDownloaded),
        Audited(
            $"{nameof(TestMailSender)}.{nameof(TestMailSender.SendAsync)}",
            async world => Assert.IsType<TestMailResult.Failed>(await world.Service<TestMailSender>().SendAsync(world.Ada with { Name = "ada@example.com" }, AuditedWorld.Cancel)),
            AuditAction.TestMailSent),

        // These have no actor as an argument.
        Audited("sign in", world => world.SignInAsync(), AuditAction.SignedIn),
        Audited("sign out", async world => await world.SignOutAsync(), AuditAction.SignedIn, AuditAction.SignedOut),
        Audited("sign in with a wrong password", world => world.SignInWronglyAsync(), AuditAction.SignInFailed),
        Audited($"{nameof(PasswordResetter)}.{nameof(PasswordResetter.IssueAsync)}", world => world.ResetLinkAsync(), AuditAction.PersonAdded, AuditAction.PasswordResetIssued),
        Audited(
            $"{nameof(PasswordResetter)}.{nameof(PasswordResetter.UseAsync)}",
            async world => Assert.IsType<PersonResult.Done>(await world.Service<PasswordResetter>().UseAsync(await world.ResetLinkAsync(), AuditedWorld.NewPassword, AuditedWorld.Cancel)),
            AuditAction.PersonAdded, AuditAction.PasswordResetIssued, AuditAction.PasswordReset),
        Audited($"{nameof(AutoDisableSweep)}.{nameof(AutoDisableSweep.RunAsync)}", world => world.SweepAsync(), AuditAction.WebhookAutoDisabled),
        Audited($"{nameof(StartRecorder)}.{nameof(StartRecorder.StartAsync)}", world => world.StartAgainAsync(), AuditAction.ApplicationStarted),

        // These change nothing, and reveal nothing that is secret.
        Reads($"{nameof(WebhookQueries)}.{nameof(WebhookQueries.FormAsync)}"),
        Reads($"{nameof(WebhookQueries)}.{nameof(WebhookQueries.CopyAsync)}"),
        Reads($"{nameof(UserDirectory)}.{nameof(UserDirectory.ListAsync)}"),
        Reads($"{nameof(ApiTokenDirectory)}.{nameof(ApiTokenDirectory.ListAsync)}"),
        Reads($"{nameof(SignatureVerifier)}.{nameof(SignatureVerifier.InspectAsync)}"),
        Reads($"{nameof(SignatureVerifier)}.{nameof(SignatureVerifier.LastAsync)}"),

        // Responses in which secrets are masked, and only for administrators.
        Reads($"{nameof(AttemptHistory)}.{nameof(AttemptHistory.OfAsync)}"),

        // The secret does not leave the process.
        Reads($"{nameof(WebhookApiQueries)}.{nameof(WebhookApiQueries.BeforeChangeAsync)}"),

        // What the reader has seen, which concerns no one else.
        Reads($"{nameof(NotificationFeed)}.{nameof(NotificationFeed.CountNewAsync)}"),
        Reads($"{nameof(NotificationFeed)}.{nameof(NotificationFeed.LatestAsync)}"),
        Reads($"{nameof(NotificationFeed)}.{nameof(NotificationFeed.SeenAsync)}"),

        Audited(
            $"{nameof(PersonEraser)}.{nameof(PersonEraser.StartAsync)}",
            async world =>
            {
                var eraser = world.Service<PersonEraser>();
                await eraser.StartAsync(world.Ada, "no-event-mentions-this@example.com", AuditedWorld.Cancel);
                await Eventually.BecomesTrueAsync(async () => (await eraser.ListAsync(world.Ada, AuditedWorld.Cancel)).All(erasure => erasure.State is ErasureState.Finished), "the erasure is finished");
            },
            AuditAction.PersonErasureRequested, AuditAction.PersonErased),
        Audited(
            $"{nameof(DeliveryActionStarter)}.{nameof(DeliveryActionStarter.StartAsync)}",
            async world =>
            {
                await world.FailedDeliveryAsync();
                await world.RunAsync(BulkActionKind.ResendDeliveries);
                await world.RunAsync(BulkActionKind.CancelDeliveries);
            },
            AuditAction.BulkResendStarted, AuditAction.BulkResendEnded, AuditAction.BulkCancelStarted, AuditAction.BulkCancelEnded),
        Audited(
            $"{nameof(BulkActionCommands)}.{nameof(BulkActionCommands.PauseAsync)}",
            async world => await world.Service<BulkActionCommands>().PauseAsync(world.Ada, await world.WaitingActionAsync(), AuditedWorld.Cancel), AuditAction.BulkActionPaused),
        Audited(
            $"{nameof(BulkActionCommands)}.{nameof(BulkActionCommands.ResumeAsync)}",
            async world => await world.Service<BulkActionCommands>().ResumeAsync(world.Ada, await world.WaitingActionAsync(BulkActionState.Paused), AuditedWorld.Cancel), AuditAction.BulkActionResumed),
        Audited(
            $"{nameof(BulkActionCommands)}.{nameof(BulkActionCommands.CancelAsync)}",
            async world => await world.Service<BulkActionCommands>().CancelAsync(world.Ada, await world.WaitingActionAsync(), AuditedWorld.Cancel), AuditAction.BulkResendEnded),
        Reads($"{nameof(DeliveryPlanner)}.{nameof(DeliveryPlanner.PlanAsync)}"),
        Audited($"{nameof(HistoryPurge)}.{nameof(HistoryPurge.RunAsync)}", world => world.Service<HistoryPurge>().RunAsync(world.Ada, AuditedWorld.Cancel), AuditAction.HistoryPurged),
        Audited($"{nameof(BackupRunner)}.{nameof(BackupRunner.RunAsync)}", world => world.BackUpAsync(), AuditAction.BackupMade),
        Reads($"{nameof(PersonEraser)}.{nameof(PersonEraser.PreviewAsync)}"),
        Reads($"{nameof(PersonEraser)}.{nameof(PersonEraser.ListAsync)}"),
        Reads($"{nameof(PersonEraser)}.{nameof(PersonEraser.FindAsync)}"),

        // Part of a password change, which is recorded.
        Reads($"{nameof(SignInService)}.{nameof(SignInService.RenewAsync)}"),

        // Creates and changes its webhook with WebhookCommands.
        Reads($"{nameof(DemoWebhook)}.{nameof(DemoWebhook.EnsureAsync)}"),

        // The audit log itself.
        Reads($"{nameof(AuditLog)}.{nameof(AuditLog.AddAsync)}"),
        Reads($"{nameof(AuditLog)}.{nameof(AuditLog.RecordAsync)}"),
    ];

    private static AuditedUseCase Audited(string name, Func<AuditedWorld, Task> perform, params AuditAction[] actions) => new(name, actions, perform);

    private static AuditedUseCase Reads(string name) => new(name, [], null);
}
