using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>The webhooks that are selected in the overview. They stay selected on other pages and with other filters.</summary>
public sealed class WebhookSelection(Action changed)
{
    private readonly Dictionary<Guid, WebhookListItem> _chosen = [];

    public bool IsEmpty => _chosen.Count == 0;

    public int Count => _chosen.Count;

    /// <summary>The selected webhooks as they were last shown, by name.</summary>
    public IReadOnlyList<WebhookListItem> All => [.. _chosen.Values.OrderBy(webhook => webhook.Name, StringComparer.OrdinalIgnoreCase)];

    public bool Has(Guid id) => _chosen.ContainsKey(id);

    public bool HasAll(IReadOnlyList<WebhookListItem> rows) => rows.Count > 0 && rows.All(row => Has(row.Id));

    /// <summary>Selects rows of the page, or not.</summary>
    public void Choose(IReadOnlyList<WebhookListItem> rows, bool chosen)
    {
        foreach (var row in rows)
        {
            if (chosen)
            {
                _chosen[row.Id] = row;
            }
            else
            {
                _chosen.Remove(row.Id);
            }
        }

        changed();
    }

    /// <summary>Keeps the current state of the selected webhooks on the page, so that an action changes what the user sees.</summary>
    public void Update(IReadOnlyList<WebhookListItem> rows)
    {
        foreach (var row in rows.Where(row => Has(row.Id)))
        {
            _chosen[row.Id] = row;
        }
    }

    public void Clear()
    {
        _chosen.Clear();
        changed();
    }
}
