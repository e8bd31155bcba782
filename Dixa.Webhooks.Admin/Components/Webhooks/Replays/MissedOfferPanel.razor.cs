using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Replays;

/// <summary>Offers to send what a webhook missed while it was disabled, for a day after it was enabled again.</summary>
public sealed partial class MissedOfferPanel(ReplayQueries queries)
{
    private (Guid Id, int Revision) _loaded;
    private MissedOffer? _offer;
    private bool _isHidden;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Raised when the dialog was closed.</summary>
    [Parameter]
    public EventCallback Closed { get; set; }

    /// <summary>What happened while the webhook was disabled, as a sentence.</summary>
    public static string Sentence(MissedOffer offer) =>
        string.Create(CultureInfo.InvariantCulture, $"{offer.Count:N0} {(offer.Count == 1 ? "event" : "events")} happened while the webhook was disabled.");

    protected override async Task OnParametersSetAsync()
    {
        // Counting is not free, so it is done once per change of the webhook.
        if (_loaded != (Webhook.Id, Webhook.Revision))
        {
            _loaded = (Webhook.Id, Webhook.Revision);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        (_offer, _isHidden) = (null, false);
        try
        {
            var (actor, id) = (Actor, Webhook.Id);
            _offer = Webhook.Enabled ? await Task.Run(() => queries.OfferAsync(actor, id)) : null;
        }
        catch (DbException)
        {
            // The page says that the database does not respond.
        }
    }

    private async Task ClosedAsync()
    {
        await LoadAsync();
        await Closed.InvokeAsync();
    }
}
