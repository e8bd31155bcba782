using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Recording.Finding;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>The deliveries that are selected in a list: single ones, or all that match the search.</summary>
public sealed class DeliverySelection(Action changed)
{
    private readonly HashSet<long> _chosen = [];

    /// <summary>Whether everything that matches is selected, on all pages.</summary>
    public bool HasEverything { get; private set; }

    public bool IsEmpty => !HasEverything && _chosen.Count == 0;

    /// <summary>How many single deliveries are selected.</summary>
    public int Count => _chosen.Count;

    public bool Has(long id) => HasEverything || _chosen.Contains(id);

    public bool HasAll(IReadOnlyList<FoundDelivery> rows) => rows.Count > 0 && rows.All(row => Has(row.Record.Delivery.Id));

    /// <summary>Selects rows of the page, or not. After everything was selected, only the other rows of the page stay selected.</summary>
    public void Choose(IReadOnlyList<FoundDelivery> rows, bool chosen)
    {
        HasEverything = false;
        var ids = rows.Select(row => row.Record.Delivery.Id);
        if (chosen)
        {
            _chosen.UnionWith(ids);
        }
        else
        {
            _chosen.ExceptWith(ids);
        }

        changed();
    }

    /// <summary>Selects everything that matches.</summary>
    /// <param name="rows">The rows of the page.</param>
    public void ChooseEverything(IReadOnlyList<FoundDelivery> rows)
    {
        Choose(rows, chosen: true);
        HasEverything = true;
        changed();
    }

    public void Clear()
    {
        HasEverything = false;
        _chosen.Clear();
        changed();
    }

    /// <param name="query">The search.</param>
    public DeliveryChoice ToChoice(FindQuery query) => HasEverything ? new DeliveryChoice.Matching(query with { After = null }) : new DeliveryChoice.Listed([.. _chosen]);
}
