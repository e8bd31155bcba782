using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>Merges the deliveries of webhooks, and of states, each of which has an index in the order of the result.</summary>
/// <param name="search">Reads the deliveries of one webhook.</param>
/// <param name="webhooks">The ids of the webhooks.</param>
/// <param name="types">The wire names of the event types; null for the one of the query, or all.</param>
/// <param name="query">The filters.</param>
internal sealed class MergedSource(DeliverySearch search, IReadOnlyList<Guid> webhooks, IReadOnlyList<string>? types, FindQuery query) : FindSource
{
    /// <summary>A page has a few deliveries of each of many webhooks, so few are read ahead.</summary>
    private const int ReadAhead = 10;

    public override FindOrder Order => FindOrder.Creation;

    private IEnumerable<DeliveryState?> States => query.State is { } state ? [state] : query.Outcome is { } outcome ? outcome.States.Select(one => (DeliveryState?)one) : [null];

    private IEnumerable<string?> Types => types ?? (IEnumerable<string?>)[query.EventType];

    public override async Task<FoundBatch> ReadAsync(WebhooksDbContext context, FindPosition? after, int count, CancellationToken cancel)
    {
        var start = after is var (_, ticks, id) ? new DeliveryPosition(new DateTimeOffset(ticks, TimeSpan.Zero), id) : null;
        var next = new PriorityQueue<Part, (DateTimeOffset, long)>(Comparer<(DateTimeOffset, long)>.Create((left, right) => right.CompareTo(left)));
        foreach (var part in Queries(start, count))
        {
            next.EnqueueRange((await NewestAsync(part, cancel)).Select(newest => (new Part(search, newest.Webhook, part), (newest.Until, long.MaxValue))));
        }

        var rows = new List<DeliveryRecord>();
        while (rows.Count < count && next.TryDequeue(out var part, out _))
        {
            if (part.IsRead)
            {
                rows.Add(part.Take());
            }

            if (await part.PeekAsync(cancel) is { } first)
            {
                next.Enqueue(part, (first.Delivery.CreatedAt, first.Delivery.Id));
            }
        }

        return new FoundBatch(rows, next.Count == 0 ? null : FindPosition.Of(Order, rows[^1].Delivery));
    }

    public override async Task<long?> CountAsync(WebhooksDbContext context, int max, CancellationToken cancel)
    {
        var count = 0L;
        foreach (var part in Queries(null, 1))
        {
            foreach (var (webhook, _) in await NewestAsync(part, cancel))
            {
                count += count >= max ? 0 : await search.CountAsync(webhook, part, max, cancel);
            }
        }

        return Math.Min(count, max);
    }

    private async Task<IReadOnlyList<(Guid Webhook, DateTimeOffset Until)>> NewestAsync(DeliveryQuery part, CancellationToken cancel) =>
        webhooks.Count == 1 ? [(webhooks[0], DateTimeOffset.MaxValue)] : await search.NewestAsync(webhooks, part, cancel);

    private IEnumerable<DeliveryQuery> Queries(DeliveryPosition? after, int count) => States.SelectMany(state => Types, (state, type) => Query(state, type, after, count));

    private DeliveryQuery Query(DeliveryState? state, string? type, DeliveryPosition? after, int count) => new()
    {
        EventType = type,
        State = state,
        Since = query.Since,
        Until = query.Until,
        After = after,
        Limit = webhooks.Count <= 1 ? count : Math.Max(ReadAhead, count / webhooks.Count),
    };

    /// <summary>The deliveries of one webhook, read page by page.</summary>
    private sealed class Part(DeliverySearch search, Guid webhook, DeliveryQuery query)
    {
        private DeliveryQuery? _next = query;
        private Queue<DeliveryRecord> _rows = [];

        public bool IsRead { get; private set; }

        public DeliveryRecord Take() => _rows.Dequeue();

        public async Task<DeliveryRecord?> PeekAsync(CancellationToken cancel)
        {
            IsRead = true;
            if (_rows.Count == 0 && _next is { } query)
            {
                var page = await search.FindAsync(webhook, query, cancel);
                _rows = new Queue<DeliveryRecord>(page.Rows);
                _next = page.Next is { } position ? query with { After = position } : null;
            }

            return _rows.TryPeek(out var first) ? first : null;
        }
    }
}
