using System.Data.Common;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Recovery;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recovery;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>A webhook in the overview, with its actions.</summary>
public sealed partial class WebhookRow(
    WebhookCommands commands, WebhookChanger changer, RecoveryQueries recovery, IDialogService dialogs, ISnackbar snackbar, NavigationManager navigation, AutoDisableRule rule)
{
    [Parameter, EditorRequired]
    public required WebhookListItem Webhook { get; set; }

    /// <summary>Decides only what is shown. Permissions are checked again for each action.</summary>
    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Null if rows cannot be selected.</summary>
    [Parameter]
    public WebhookSelection? Selection { get; set; }

    /// <summary>Raised when the webhook may have changed, so that the list reloads.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>
    /// How close the webhook is to auto-disable. A count above the limit means that the failures are spread over more time than the rule's window.
    /// </summary>
    private string? ConsecutiveFailures => Webhook switch
    {
        { Enabled: false } or { ConsecutiveFailures: 0 } => null,
        _ when Webhook.ConsecutiveFailures <= rule.ConsecutiveFailures => $"{Failures(Webhook.ConsecutiveFailures)} (disabled at {rule.ConsecutiveFailures})",
        _ => Failures(Webhook.ConsecutiveFailures),
    };

    /// <summary>The owner and the tags.</summary>
    private string Labels => string.Join(" · ", new[] { Webhook.Owner, string.Join(", ", Webhook.Tags) }.Where(text => text.Length > 0));

    private string RuleText => $"The webhook is disabled after {Failures(rule.ConsecutiveFailures)} within {TimeText.Rough(rule.Window)}.";

    private static string Failures(int count) => count == 1 ? "1 consecutive failure" : $"{count} consecutive failures";

    /// <summary>Offers to send what the webhook missed while it was disabled.</summary>
    private async Task OfferMissedAsync()
    {
        try
        {
            var (actor, id, name) = (Actor, Webhook.Id, Webhook.Name);
            if (await Task.Run(() => recovery.FindAsync(actor, id)) is { Total: > 0 } missed)
            {
                snackbar.Add($"{name} missed {MissedText.All(missed)}.", Severity.Info, options =>
                {
                    (options.Action, options.RequireInteraction) = ("Send them…", true);
                    options.OnClick = _ =>
                    {
                        navigation.NavigateTo(AppUrls.Webhook(id));
                        return Task.CompletedTask;
                    };
                });
            }
        }
        catch (DbException)
        {
            // The page of the webhook offers it too.
        }
    }

    private async Task RemoveAsync()
    {
        var parameters = new DialogParameters<RemoveDialog> { { dialog => dialog.Name, Webhook.Name } };
        var dialog = await dialogs.ShowAsync<RemoveDialog>("Remove webhook", parameters);
        if (await dialog.Result is { Canceled: false })
        {
            await changer.ChangeAsync(
                actor => commands.RemoveAsync(actor, Webhook.Id, Webhook.Revision), Webhook.Name, $"{Webhook.Name} was removed.", Changed, view: "list");
        }
    }
}
