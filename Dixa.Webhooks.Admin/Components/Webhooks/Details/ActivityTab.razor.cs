using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Who did what to a webhook, newest first, live: its rows of the audit log, without addresses and without reads of API tokens.</summary>
public sealed partial class ActivityTab(AuditSearch search, DeliveryFeed feed, ILogger<ActivityTab> logger) : LiveComponent(feed, logger)
{
    private const int PageSize = 50;

    private AuditPage? _page;
    private Guid? _loaded;
    private bool _wantsOlder;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (_loaded != Webhook.Id)
        {
            (_page, _loaded) = (null, Webhook.Id);
        }

        return FollowAsync(Webhook.Id);
    }

    protected override async Task LoadAsync()
    {
        var id = Webhook.Id;

        // Reload as many rows as are shown, so that older rows stay visible.
        var query = new AuditQuery { Target = $"{id}", WithoutSecretReads = true, Limit = PageSize };
        var page = await search.FindAsync(query with { Limit = Math.Max(PageSize, _page?.Rows.Count ?? 0) });
        if (_wantsOlder && page.Older is { } before)
        {
            var older = await search.FindAsync(query with { Before = before });
            page = older with { Rows = [.. page.Rows, .. older.Rows] };
        }

        (_page, _wantsOlder) = (page, false);
    }

    private Task ShowOlderAsync()
    {
        _wantsOlder = true;
        return RefreshAsync();
    }
}
