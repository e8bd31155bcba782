using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Shows why and since when a webhook is disabled, the endpoint's last response, and what to do.</summary>
public sealed partial class DisabledBanner(WebhookCommands changes, CurrentActor currentActor, ISnackbar snackbar)
{
    private string _body = "";
    private bool _changing;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Raised when the webhook may have changed, so that the page reloads it.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    protected override void OnParametersSet() => _body = ReceivedText.Of(Actor.SeesAnswers ? Webhook.LastResponse?.Body : null, manyLines: true, out _);

    private async Task EnableAsync()
    {
        _changing = true;
        string? error;
        try
        {
            error = ChangeError.Of(await changes.SetEnabledAsync(await currentActor.GetAsync(), Webhook.Id, Webhook.Revision, enabled: true), Webhook.Name, "page");
        }
        catch (DbException)
        {
            error = ChangeError.NoAnswer(Webhook.Name);
        }

        await Changed.InvokeAsync();
        _changing = false;
        snackbar.Add(error ?? $"{Webhook.Name} was enabled.", error is null ? Severity.Success : Severity.Warning);
    }
}
