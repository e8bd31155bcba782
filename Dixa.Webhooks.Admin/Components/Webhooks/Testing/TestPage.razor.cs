using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>Sends a test event: choose an event type, edit its data, send it, and see the result.</summary>
public sealed partial class TestPage(
    WebhookQueries queries, TestSender tester, AttemptHistory history, DeliveryHistory deliveries, CurrentActor currentActor, NavigationManager navigation, DeliveryFeed feed, ILogger<TestPage> logger)
    : WebhookComponent(queries, feed, logger)
{
    /// <summary>The edited text of each event type, so that switching types loses nothing.</summary>
    private readonly Dictionary<string, string> _typed = [];

    private DataEditor? _editor;
    private int _restored;
    private EventType _type = EventCatalogue.All[0];
    private EventType? _chosen;
    private bool _sending;
    private string? _error;
    private SentTestView? _sent;

    /// <summary>The delivery whose data the editor starts with.</summary>
    private TestTemplate? _template;
    private string? _templateError;
    private long? _templateOf;

    /// <summary>The wire name of the selected event type.</summary>
    [SupplyParameterFromQuery(Name = "event")]
    public string? Fqn { get; set; }

    /// <summary>The number of a delivery whose data to start with.</summary>
    [SupplyParameterFromQuery(Name = "delivery")]
    public long? Delivery { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        await base.OnParametersSetAsync();
        if (Webhook is not null && Delivery != _templateOf)
        {
            _templateOf = Delivery;
            await LoadTemplateAsync();
        }

        if (Webhook is not null)
        {
            _type = EventCatalogue.TryFind(Fqn, out var named) ? named : Webhook.Events is [var first, ..] ? first : EventCatalogue.All[0];
        }
    }

    private async Task LoadTemplateAsync()
    {
        (_template, _templateError) = (null, null);
        if (Delivery is not { } id)
        {
            return;
        }

        try
        {
            var delivery = await deliveries.FindAsync(Id, id);
            _template = delivery is { Removed: null } && await deliveries.PayloadAsync(Id, id) is { } payload ? TestTemplate.Of(delivery, payload) : null;
            _templateError = _template is not null ? null : $"The data of delivery {id} is no longer stored, so the editor starts with the sample.";
        }
        catch (DbException)
        {
            _templateError = $"The data of delivery {id} could not be loaded because the database did not respond. The editor starts with the sample.";
        }
    }

    // The editor reads its text only once. A new _restored value changes its key, so a new editor is created with the new text.
    private void Restore(KeptDraft kept)
    {
        _typed[_type.Fqn] = kept.Text("data") ?? "";
        _restored++;
    }

    private void Discard()
    {
        _typed.Remove(_type.Fqn);
        _restored++;
    }

    private async Task ChooseAsync(string fqn)
    {
        if (EventCatalogue.TryFind(fqn, out var type))
        {
            _chosen = type;
            _typed[_type.Fqn] = (await _editor!.ReadAsync()).Text;
            _error = null;

            // The user may have chosen another type while the text was being read.
            navigation.NavigateTo(AppUrls.TestWebhook(Id, _chosen.Fqn, _template?.Id), replace: true);
        }
    }

    private async Task SendAsync()
    {
        // A second click that arrives before the button is disabled must not send a second test event.
        if (_sending)
        {
            return;
        }

        (_sending, _error) = (true, null);
        try
        {
            var type = _type;
            var data = await _editor!.ReadAsync();
            if (data.Error is not null)
            {
                // The result below would look like that of this text.
                _sent = null;
                await _editor.FocusAsync();
                return;
            }

            await SendAsync(type, data);
        }
        catch (DbException)
        {
            _error = "The database did not respond, so the result of the test is unknown. Try again.";
        }
        finally
        {
            _sending = false;
        }
    }

    private async Task SendAsync(EventType type, EditedData data)
    {
        var actor = await currentActor.GetAsync();
        switch (await tester.SendAsync(actor, Id, type, data.IsSample ? null : data.Bytes))
        {
            case SendResult.Tested tested when await history.OfAsync(actor, Id, tested.DeliveryId) is [var attempt]:
                _sent = new SentTestView(tested.DeliveryId, type, tested.Url, tested.Payload, attempt);
                break;
            case SendResult.Invalid invalid:
                _error = invalid.Error.Message;
                break;
            case SendResult.Forbidden:
                _error = "Only administrators can send test events. Nothing was sent.";
                break;
            default:
                // The webhook was removed. Reload to show that.
                await RefreshAsync();
                break;
        }
    }
}
