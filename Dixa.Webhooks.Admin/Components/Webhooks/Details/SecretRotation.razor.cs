using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Rotates a webhook's secret, and shows until when the old one also signs.</summary>
public sealed partial class SecretRotation(WebhookCommands commands, WebhookChanger changer, IDialogService dialogs, TimeProvider time) : IDisposable
{
    /// <summary>
    /// The reload at the end of an overlap never runs immediately. If the clock is slightly ahead of the shown webhook, immediate reloads would loop.
    /// </summary>
    private static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(100);

    private bool _changing;
    private ITimer? _untilEnd;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    /// <inheritdoc cref="SecretField.Reveal"/>
    [Parameter, EditorRequired]
    public required Func<Task<string?>> Reveal { get; set; }

    /// <inheritdoc cref="SecretField.Copy"/>
    [Parameter, EditorRequired]
    public required Func<Task<string?>> Copy { get; set; }

    /// <summary>Raised when the webhook may have changed, so that the page reloads it.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    public void Dispose() => _untilEnd?.Dispose();

    // No event is raised when an overlap ends, so the page reloads at that time.
    protected override void OnParametersSet()
    {
        _untilEnd?.Dispose();
        var left = Webhook.PreviousSecretUntil - time.GetUtcNow();
        _untilEnd = left is { } wait
            ? time.CreateTimer(_ => _ = InvokeAsync(Changed.InvokeAsync), null, wait > MinWait ? wait : MinWait, Timeout.InfiniteTimeSpan)
            : null;
    }

    private async Task AskAsync()
    {
        var dialog = await dialogs.ShowAsync<RotateSecretDialog>(
            "Rotate secret",
            new DialogParameters<RotateSecretDialog>
            {
                { shown => shown.Name, Webhook.Name },
                { shown => shown.PreviousUntil, Webhook.PreviousSecretUntil },
                { shown => shown.Rotate, RotateAsync },
                { shown => shown.Reveal, Reveal },
                { shown => shown.Copy, Copy },
            },
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true });
        await dialog.Result;
    }

    /// <summary>Returns whether the secret was rotated.</summary>
    private async Task<bool> RotateAsync(TimeSpan overlap)
    {
        SaveResult? result = null;
        await ChangeAsync(
            async actor => result = await commands.RotateSecretAsync(actor, Webhook.Id, Webhook.Revision, overlap),
            overlap > TimeSpan.Zero ? $"Secret rotated. The old one also signs for {SecretOverlap.Words(overlap)}." : "Secret rotated. The old one no longer signs.");
        return result is SaveResult.Saved;
    }

    private async Task EndAsync()
    {
        var isConfirmed = await dialogs.ShowMessageBoxAsync(
            "End overlap",
            $"Stop signing requests to {Webhook.Name} with the old secret? Your endpoint must have the new secret, or it will refuse requests.",
            yesText: "End now",
            cancelText: "Cancel");
        if (isConfirmed is true)
        {
            await ChangeAsync(actor => commands.EndPreviousSecretAsync(actor, Webhook.Id, Webhook.Revision), "Only the new secret signs now.");
        }
    }

    private async Task ChangeAsync(Func<Actor, Task<SaveResult>> change, string done)
    {
        _changing = true;
        await changer.ChangeAsync(change, Webhook.Name, done, Changed);
        _changing = false;
    }
}
