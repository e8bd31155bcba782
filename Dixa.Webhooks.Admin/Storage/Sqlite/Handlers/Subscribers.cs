
namespace Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;

/// <summary>Caches which enabled webhooks subscribe to an event type, until another connection writes.</summary>
internal sealed class Subscribers(SqliteSession session)
{
    private const string Enabled = """
        SELECT s.id FROM subscription_events e JOIN subscriptions s ON s.id = e.subscription_id
        WHERE e.event_type = @event_type AND s.enabled
        """;

    private readonly Dictionary<string, IReadOnlyList<Guid>> _known = [];

    public IReadOnlyList<Guid> Of(string eventType)
    {
        if (!_known.TryGetValue(eventType, out var subscribers))
        {
            _known.Add(eventType, subscribers = Read(eventType));
        }

        return subscribers;
    }

    public void Forget() => _known.Clear();

    private List<Guid> Read(string eventType)
    {
        var subscribers = new List<Guid>();
        using var rows = session.Query(Enabled, ("@event_type", eventType));
        while (rows.Read())
        {
            subscribers.Add(rows.Id(0));
        }

        return subscribers;
    }
}
