using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Since when nothing is sent, why, what the endpoint answered last, and what to do.</summary>
public sealed partial class DisabledBanner(WebhookCommands changes, CurrentActor currentActor, ISnackbar snackbar)
{
    private string _body = "";
    private bool _changing;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>The webhook is to be read again.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    protected override void OnParametersSet() => _body = ReceivedText.Of(Actor.SeesAnswers ? Webhook.LastAnswer?.Body : null, manyLines: true, out _);

    private async Task EnableAsync()
    {
        _changing = true;
        string? problem;
        try
        {
            problem = ChangeError.Of(await changes.SetEnabledAsync(await currentActor.GetAsync(), Webhook.Id, Webhook.Revision, enabled: true), Webhook.Name, "page");
        }
        catch (DbException)
        {
            problem = ChangeError.NoAnswer(Webhook.Name);
        }

        await Changed.InvokeAsync();
        _changing = false;
        snackbar.Add(problem ?? $"{Webhook.Name} is enabled.", problem is null ? Severity.Success : Severity.Warning);
    }
}
