using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Resends a delivery after a confirmation, and links to the new one. Not rendered for deliveries that cannot be resent.</summary>
public sealed partial class ResendButton(
    Resender resender, DeliveryHistory history, CurrentActor currentActor, IDialogService dialogs, ISnackbar snackbar, NavigationManager navigation)
{
    public const string ReasonId = "resend-why";

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    /// <summary>The button is disabled for a disabled webhook. The page must then show the reason in an element with the id <see cref="ReasonId"/>.</summary>
    [Parameter]
    public bool WebhookIsEnabled { get; set; } = true;

    /// <summary>Whether it has an icon instead of a text.</summary>
    [Parameter]
    public bool IconOnly { get; set; }

    /// <summary>The key that clicks the button; null for none.</summary>
    [Parameter]
    public string? Shortcut { get; set; }

    [Parameter]
    public Variant Variant { get; set; } = Variant.Text;

    /// <summary>Raised when it was resent, so that a list that holds still shows the new delivery.</summary>
    [Parameter]
    public EventCallback Resent { get; set; }

    private string Name => $"Resend {Delivery.EventId}";

    private string? DescribedBy => WebhookIsEnabled ? null : ReasonId;

    private async Task AskAsync()
    {
        try
        {
            if (await dialogs.ShowMessageBoxAsync("Resend", await QuestionAsync(), yesText: "Resend", cancelText: "Cancel") is true)
            {
                var result = await resender.ResendAsync(await currentActor.GetAsync(), SubscriptionId, Delivery.Id);
                ShowResult(result);
                if (result is SendResult.Resent)
                {
                    await Resent.InvokeAsync();
                }
            }
        }
        catch (DbException)
        {
            snackbar.Add(ResendError.NoResponse, Severity.Warning);
        }
    }

    private async Task<string> QuestionAsync()
    {
        var earlier = await history.SentAgainAsync(SubscriptionId, Delivery.Id);
        var warning = (Delivery.State, earlier) switch
        {
            (DeliveryState.Delivered, _) => "It was already delivered, so the endpoint will receive the event again. ",
            (_, [.., var last]) => string.Create(CultureInfo.InvariantCulture, $"It was already resent as delivery {last}. "),
            _ => "",
        };
        return $"Resend event {Delivery.EventId}? {warning}The same payload is sent as a new delivery, using the webhook's current URL, headers and secret.";
    }

    private void ShowResult(SendResult result)
    {
        if (ResendError.Of(result) is { } error)
        {
            snackbar.Add(error, Severity.Warning);
            return;
        }

        var deliveryId = ((SendResult.Resent)result).DeliveryId;
        snackbar.Add("Resent.", Severity.Success, options =>
        {
            (options.Action, options.ActionColor, options.RequireInteraction) = ("Show", Color.Inherit, false);
            options.OnClick = _ =>
            {
                navigation.NavigateTo(AppUrls.Delivery(SubscriptionId, deliveryId));
                return Task.CompletedTask;
            };
        });
    }
}
