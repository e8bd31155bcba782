using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>An event to try a webhook with: choose it, look at it or change it, send it, and see what came of it.</summary>
public sealed partial class TestPage(
    WebhookQueries reads, TestSender tests, AttemptHistory history, CurrentActor currentActor, NavigationManager navigation, DeliveryFeed feed, ILogger<TestPage> logger)
    : LiveComponent(feed, logger)
{
    /// <summary>What was typed for each event type, so that looking at another one loses nothing.</summary>
    private readonly Dictionary<string, string> _typed = [];

    private DataEditor? _editor;
    private int _restored;
    private WebhookDetails? _webhook;
    private Guid? _loaded;
    private Guid? _seen;
    private EventType _type = EventCatalogue.All[0];
    private EventType? _chosen;
    private bool _sending;
    private string? _problem;
    private SentTestView? _sent;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The wire name of the type that is chosen.</summary>
    [SupplyParameterFromQuery(Name = "event")]
    public string? Fqn { get; set; }

    private List<EventType> Others => [.. EventCatalogue.All.Except(_webhook!.Events)];

    protected override async Task OnParametersSetAsync()
    {
        await FollowAsync(Id);
        if (_webhook is not null)
        {
            _type = EventCatalogue.TryFind(Fqn, out var named) ? named : _webhook.Events is [var first, ..] ? first : EventCatalogue.All[0];
        }
    }

    protected override async Task LoadAsync()
    {
        _webhook = await reads.FindAsync(Id);
        (_loaded, _seen) = (Id, _webhook?.Id ?? _seen);
    }

    // An editor shows a text as it is made: for another text it is made again.
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

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        if (EventCatalogue.TryFind(change.Value as string, out var type))
        {
            _chosen = type;
            _typed[_type.Fqn] = (await _editor!.ReadAsync()).Text;
            _problem = null;

            // While the text came, another may have been chosen.
            navigation.NavigateTo(AppUrls.TestWebhook(Id, _chosen.Fqn), replace: true);
        }
    }

    private async Task SendAsync()
    {
        // A second click that was under way before the button went gray must not send a second test.
        if (_sending)
        {
            return;
        }

        (_sending, _problem) = (true, null);
        try
        {
            var type = _type;
            var data = await _editor!.ReadAsync();
            if (data.Problem is not null)
            {
                await _editor.FocusAsync();
                return;
            }

            await SendAsync(type, data);
        }
        catch (DbException)
        {
            _problem = "The store did not answer, so what came of the test is not known. Try again.";
        }
        finally
        {
            _sending = false;
        }
    }

    private async Task SendAsync(EventType type, EditedData data)
    {
        var actor = await currentActor.GetAsync();
        switch (await tests.SendAsync(actor, Id, type, data.IsSample ? null : data.Bytes))
        {
            case SendResult.Tested tested when await history.OfAsync(actor, Id, tested.DeliveryId) is [var attempt]:
                _sent = new SentTestView(tested.DeliveryId, type, tested.Url, tested.Payload, attempt);
                break;
            case SendResult.Invalid invalid:
                _problem = invalid.Error.Message;
                break;
            case SendResult.Forbidden:
                _problem = "Only administrators may send test events. Nothing was sent.";
                break;
            default:
                // The feed has told of it, and the page says so.
                await RefreshAsync();
                break;
        }
    }
}
