using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>Shows how many webhooks were disabled automatically or are about to be since the user last looked, and which ones; live.</summary>
public sealed partial class NotificationBell(NotificationFeed notifications, AutoDisableRule rule, CurrentActor currentActor, DeliveryFeed feed, ILogger<NotificationBell> logger) : LiveComponent(feed, logger)
{
    private const int MaxCounted = 9;

    private Actor? _reader;
    private IReadOnlyList<NotificationView>? _notifications;
    private int _new;
    private bool _failed;

    private string Label => _new == 0 ? "Notifications" : $"Notifications, {Count} new";

    private string Count => _new > MaxCounted ? $"{MaxCounted}+" : $"{_new}";

    protected override Task OnInitializedAsync() => FollowAsync(null);

    protected override async Task LoadAsync()
    {
        _reader ??= await currentActor.SignedInAsync();
        _new = await notifications.CountNewAsync(_reader);
    }

    // The failures begin with their number.
    private string Text(NotificationView notification) =>
        notification.IsWarning ? $"{notification.Reason.Failures()}. It is disabled at {rule.ConsecutiveFailures}." : $"{notification.Reason.Sentence()}.";

    private async Task OpenedAsync(bool open)
    {
        if (!open || _reader is not { } reader)
        {
            return;
        }

        try
        {
            _failed = false;
            _notifications = await notifications.LatestAsync(reader);
            if (_notifications is [{ IsNew: true } newest, ..])
            {
                await notifications.SeenAsync(reader, newest.Id);
                _new = 0;
            }
        }
        catch (DbException)
        {
            // The bell is outside the page's error boundary, so an exception here would end the whole circuit.
            _failed = _notifications is null;
        }
    }
}
