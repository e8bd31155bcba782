using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Gives a webhook a new secret, and shows how long the old one signs beside it.</summary>
public sealed partial class SecretRotation(WebhookCommands changes, CurrentActor currentActor, IDialogService dialogs, ISnackbar snackbar, TimeProvider time) : IDisposable
{
    /// <summary>Never at once: while what is shown is a little older than the clock here, that would go on without end.</summary>
    private static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(100);

    private bool _changing;
    private ITimer? _untilEnd;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    /// <summary>The webhook is to be read again.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    public void Dispose() => _untilEnd?.Dispose();

    // Nobody tells that an overlap has ended by itself, so the page looks when it has.
    protected override void OnParametersSet()
    {
        _untilEnd?.Dispose();
        var left = Webhook.PreviousSecretUntil - time.GetUtcNow();
        _untilEnd = left is { } wait
            ? time.CreateTimer(_ => _ = InvokeAsync(Changed.InvokeAsync), null, wait > MinWait ? wait : MinWait, Timeout.InfiniteTimeSpan)
            : null;
    }

    private async Task RotateAsync()
    {
        var dialog = await dialogs.ShowAsync<RotateSecretDialog>(
            "Rotate the secret",
            new DialogParameters<RotateSecretDialog> { { shown => shown.Name, Webhook.Name }, { shown => shown.PreviousUntil, Webhook.PreviousSecretUntil } },
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true });
        if (await dialog.Result is { Canceled: false, Data: TimeSpan overlap })
        {
            await ChangeAsync(
                actor => changes.RotateSecretAsync(actor, Webhook.Id, Webhook.Revision, overlap),
                overlap > TimeSpan.Zero
                    ? $"The webhook has a new secret. The old one signs too for {SecretOverlap.Words(overlap)}."
                    : "The webhook has a new secret. Copy it to the endpoint: the old one signs no more.");
        }
    }

    private async Task EndAsync()
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "End the overlap",
            $"Let only the new secret of {Webhook.Name} sign, from the next request on? An endpoint that still has the old one, or reads only the first v1, needs the new one then.",
            yesText: "End now",
            cancelText: "Cancel");
        if (sure is true)
        {
            await ChangeAsync(actor => changes.EndPreviousSecretAsync(actor, Webhook.Id, Webhook.Revision), "Only the new secret signs from now on.");
        }
    }

    private async Task ChangeAsync(Func<Actor, Task<SaveResult>> change, string done)
    {
        _changing = true;
        string? problem;
        try
        {
            problem = ChangeError.Of(await change(await currentActor.GetAsync()), Webhook.Name, "page");
        }
        catch (DbException)
        {
            problem = ChangeError.NoAnswer(Webhook.Name);
        }

        await Changed.InvokeAsync();
        _changing = false;
        snackbar.Add(problem ?? done, problem is null ? Severity.Success : Severity.Warning);
    }
}
