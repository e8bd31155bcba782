using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions.Deliveries;

/// <summary>
/// What is left of a running action on deliveries, by webhook. All of it can be read again from the store, for example after a restart.
/// </summary>
/// <param name="position">The action's position that it is valid for.</param>
/// <param name="webhooks">Those with deliveries left.</param>
internal sealed class DeliveryParts(long position, IEnumerable<WebhookParts> webhooks)
{
    private readonly Queue<WebhookParts> _webhooks = new(webhooks);

    public long Position { get; private set; } = position;

    public bool IsEmpty => _webhooks.Count == 0;

    public static async Task<DeliveryParts> ReadAsync(WebhooksDbContext context, StoredBulkAction action, CancellationToken cancel)
    {
        var left = await context.BulkParts.AsNoTracking().Where(part => part.ActionId == action.Id && part.Taken < part.Count)
            .OrderBy(part => part.Number).Select(part => new { part.Number, part.WebhookId }).ToListAsync(cancel);
        return new DeliveryParts(action.Position, left.GroupBy(part => part.WebhookId, part => part.Number).Select(ofWebhook => new WebhookParts(action.Id, ofWebhook.Key, new Queue<int>(ofWebhook))));
    }

    /// <summary>The next webhook that need not wait, each in turn; null if all of them must wait.</summary>
    public WebhookParts? Next(TimeSpan now)
    {
        for (var i = 0; i < _webhooks.Count; i++)
        {
            var next = _webhooks.Dequeue();
            _webhooks.Enqueue(next);
            if (next.WaitsUntil <= now)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>How long until a webhook need not wait.</summary>
    public TimeSpan Wait(TimeSpan now) => _webhooks.Min(webhook => webhook.WaitsUntil) - now;

    /// <summary>A step of a webhook was stored.</summary>
    public void Moved(WebhookParts webhook, int count)
    {
        Position += count;
        webhook.Took(count);
        if (webhook.IsEmpty)
        {
            // It was the last one that Next returned.
            var others = _webhooks.Where(other => other != webhook).ToList();
            _webhooks.Clear();
            others.ForEach(_webhooks.Enqueue);
        }
    }
}

/// <summary>What is left of a running action for one webhook.</summary>
/// <param name="action">The action.</param>
/// <param name="webhookId">The webhook.</param>
/// <param name="parts">The numbers of the parts that are not finished, ascending.</param>
internal sealed class WebhookParts(Guid action, Guid webhookId, Queue<int> parts)
{
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(2);

    private List<long>? _keys;
    private int _taken;
    private TimeSpan _pause = MinPause;

    public Guid WebhookId => webhookId;

    /// <summary>The part that is next.</summary>
    public int Part => parts.Peek();

    public bool IsEmpty => parts.Count == 0;

    /// <summary>The time, counted like the caller's, before which nothing can be done.</summary>
    public TimeSpan WaitsUntil { get; private set; }

    /// <summary>The resends that were pending when this was last checked; null if that is not known.</summary>
    public IReadOnlyCollection<long>? Pending { get; set; }

    /// <summary>The next deliveries of the current part.</summary>
    public async Task<IReadOnlyList<long>> PeekAsync(WebhooksDbContext context, int max, CancellationToken cancel)
    {
        if (_keys is null)
        {
            var part = await context.BulkParts.AsNoTracking().SingleAsync(part => part.ActionId == action && part.Number == Part, cancel);
            (_keys, _taken) = (KeyList.Read(part.Deliveries), part.Taken);
        }

        return _keys.GetRange(_taken, Math.Min(max, _keys.Count - _taken));
    }

    public void Took(int count)
    {
        (_taken, _pause, WaitsUntil) = (_taken + count, MinPause, TimeSpan.Zero);
        if (_taken == _keys!.Count)
        {
            parts.Dequeue();
            _keys = null;
        }
    }

    /// <summary>The webhook has no room. Waits longer each time.</summary>
    public void BackOff(TimeSpan now)
    {
        WaitsUntil = now + _pause;
        _pause = _pause * 2 < MaxPause ? _pause * 2 : MaxPause;
    }
}
