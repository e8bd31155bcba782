using System.Text;
using Dixa.Webhooks.Admin.Accounts;
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

/// <summary>Loads one delivery and its webhook, live.</summary>
public abstract class DeliveryComponent(WebhookQueries queries, DeliveryHistory history, AttemptHistory attempts, CurrentActor currentActor, DeliveryFeed feed, ILogger logger)
    : WebhookComponent(queries, feed, logger)
{
    private Actor? _actor;
    private DateTimeOffset? _urlChangedAt;
    private (Guid, long)? _requested;
    private (Guid, long)? _loaded;

    [Parameter]
    public long DeliveryId { get; set; }

    protected internal override bool IsLoaded => _loaded == (Id, DeliveryId);

    protected override bool IsMissing => base.IsMissing || Delivery is null;

    /// <summary>Null until it is loaded, and when there is no such delivery.</summary>
    protected DeliveryRow? Delivery { get; private set; }

    /// <summary>The ids of the deliveries that resent this one.</summary>
    protected IReadOnlyList<long> Resends { get; private set; } = [];

    protected byte[]? Payload { get; private set; }

    protected bool CanManage => _actor is { MayManage: true };

    protected override async Task OnParametersSetAsync()
    {
        _actor ??= await currentActor.SignedInAsync();
        var before = _requested;
        _requested = (Id, DeliveryId);
        await base.OnParametersSetAsync();
        if (before is not null && before != _requested && !IsLoaded)
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
            Resends = await history.SentAgainAsync(id, deliveryId);
            _urlChangedAt = await attempts.UrlChangedAtAsync(id);

            // The payload only changes when its content is removed.
            Payload = Payload is not null && _loaded == (id, deliveryId) && Delivery?.Removed == delivery.Removed ? Payload : await history.PayloadAsync(id, deliveryId);
        }

        (Delivery, _loaded) = (delivery, (id, deliveryId));
    }

    protected RequestLine RequestOf(AttemptView attempt) => RequestLine.Of(Webhook!.Url, _urlChangedAt, attempt);

    /// <summary>An attempt's request as a curl command. If nothing was sent, the command is what would have been sent.</summary>
    protected string? CurlOf(AttemptView attempt) => Payload is null || Delivery is { Removed: not null } ? null : CurlCommand.Of(Webhook!.Url, attempt.RequestHeaders ?? UnsentHeaders(Webhook), Payload);

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
