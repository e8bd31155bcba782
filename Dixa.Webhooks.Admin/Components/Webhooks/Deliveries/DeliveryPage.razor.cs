using System.Text;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using Microsoft.Net.Http.Headers;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>One delivery: its payload, its state, and each attempt with its response.</summary>
public sealed partial class DeliveryPage(WebhookQueries queries, DeliveryHistory history, CurrentActor currentActor, DeliveryFeed feed, ILogger<DeliveryPage> logger)
    : WebhookComponent(queries, feed, logger)
{
    private Actor? _actor;
    private DeliveryRow? _delivery;
    private IReadOnlyList<long> _resends = [];
    private byte[]? _payload;
    private (Guid, long)? _requested;
    private (Guid, long)? _loaded;

    [Parameter]
    public long DeliveryId { get; set; }

    protected internal override bool IsLoaded => _loaded == (Id, DeliveryId);

    private bool CanManage => _actor is { MayManage: true };

    protected override async Task OnParametersSetAsync()
    {
        _actor ??= await currentActor.SignedInAsync();
        var before = _requested;
        _requested = (Id, DeliveryId);
        await base.OnParametersSetAsync();
        if (before is not null && before != _requested)
        {
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync()
    {
        var (id, deliveryId) = (Id, DeliveryId);
        await base.LoadAsync();
        var delivery = await history.FindAsync(id, deliveryId);
        if (delivery is not null)
        {
            _resends = await history.SentAgainAsync(id, deliveryId);

            // The payload only changes when its content is removed.
            _payload = _payload is not null && _loaded == (id, deliveryId) && _delivery?.Removed == delivery.Removed ? _payload : await history.PayloadAsync(id, deliveryId);
        }

        (_delivery, _loaded) = (delivery, (id, deliveryId));
    }

    /// <summary>An attempt's request as a curl command. If nothing was sent, the command is what would have been sent.</summary>
    private string? CurlOf(AttemptView attempt) => _payload is null || _delivery is { Removed: not null } ? null : CurlCommand.Of(Webhook!.Url, attempt.RequestHeaders ?? UnsentHeaders(Webhook), _payload);

    private static IEnumerable<HeaderLine> UnsentHeaders(WebhookDetails webhook)
    {
        string[] authorization = webhook.Authorization is AuthorizationKind.None ? [] : [HeaderNames.Authorization];
        string[] custom = [.. authorization, .. webhook.HeaderNames];
        return
        [
            Line(DixaSignature.HeaderName, Mask.Text),
            Line(SentHeaders.SubscriptionId, webhook.Id.ToString()),
            .. DefaultHeaders.Except(custom).Select(header => Line(header.Name, header.Value)),
            .. custom.Select(name => Line(name, Mask.Text)),
            Line(SentHeaders.ContentType, SentHeaders.Json),
        ];
    }

    private static HeaderLine Line(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));
}
