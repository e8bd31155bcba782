using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>How many webhooks were disabled automatically since the reader last looked, and which; live.</summary>
public sealed partial class NotificationBell(NotificationFeed board, CurrentActor currentActor, DeliveryFeed feed, ILogger<NotificationBell> logger) : LiveComponent(feed, logger)
{
    private const int MaxCounted = 9;

    private Actor? _reader;
    private IReadOnlyList<NotificationView>? _notices;
    private int _new;
    private bool _failed;

    private string Label => _new == 0 ? "Notifications" : $"Notifications, {Count} new";

    private string Count => _new > MaxCounted ? $"{MaxCounted}+" : $"{_new}";

    protected override Task OnInitializedAsync() => FollowAsync(null);

    protected override async Task LoadAsync()
    {
        _reader ??= await currentActor.SignedInAsync();
        _new = await board.CountNewAsync(_reader);
    }

    private async Task OpenedAsync(bool open)
    {
        if (!open || _reader is not { } reader)
        {
            return;
        }

        try
        {
            _failed = false;
            _notices = await board.LatestAsync(reader);
            if (_notices is [{ IsNew: true } newest, ..])
            {
                await board.SeenAsync(reader, newest.Id);
                _new = 0;
            }
        }
        catch (DbException)
        {
            // Outside the page's error boundary, where an exception ends the whole page.
            _failed = _notices is null;
        }
    }
}
