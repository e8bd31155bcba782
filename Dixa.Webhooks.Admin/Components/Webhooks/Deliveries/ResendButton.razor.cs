using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Sends a delivery again, once that is confirmed, and leads to the new one. There is none where it cannot be.</summary>
public sealed partial class ResendButton(
    Resender resends, DeliveryHistory history, CurrentActor currentActor, IDialogService dialogs, ISnackbar snackbar, NavigationManager navigation)
{
    public const string ReasonId = "resend-why";

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    /// <summary>A disabled webhook gets nothing. The button then refers to the element <see cref="ReasonId"/>, which says so.</summary>
    [Parameter]
    public bool WebhookIsEnabled { get; set; } = true;

    [Parameter]
    public Variant Variant { get; set; } = Variant.Text;

    private async Task AskAsync()
    {
        try
        {
            if (await dialogs.ShowMessageBoxAsync("Resend", await QuestionAsync(), yesText: "Resend", cancelText: "Cancel") is true)
            {
                Say(await resends.ResendAsync(await currentActor.GetAsync(), SubscriptionId, Delivery.Id));
            }
        }
        catch (DbException)
        {
            snackbar.Add(ResendError.NoAnswer, Severity.Warning);
        }
    }

    private async Task<string> QuestionAsync()
    {
        var again = await history.SentAgainAsync(SubscriptionId, Delivery.Id);
        var known = (Delivery.State, again) switch
        {
            (DeliveryState.Delivered, _) => "It already succeeded: the endpoint gets the event once more. ",
            (_, [.., var last]) => string.Create(CultureInfo.InvariantCulture, $"It was already sent again, as delivery {last}. "),
            _ => "",
        };
        return $"Send event {Delivery.EventId} again? {known}The same payload goes out as a new delivery, to the webhook's address, headers and secret of today.";
    }

    private void Say(SendResult result)
    {
        if (ResendError.Of(result) is { } problem)
        {
            snackbar.Add(problem, Severity.Warning);
            return;
        }

        var again = ((SendResult.Resent)result).DeliveryId;
        snackbar.Add("It is on its way again.", Severity.Success, options =>
        {
            (options.Action, options.ActionColor, options.RequireInteraction) = ("Show", Color.Inherit, false);
            options.OnClick = _ =>
            {
                navigation.NavigateTo(AppUrls.Delivery(SubscriptionId, again));
                return Task.CompletedTask;
            };
        });
    }
}
