using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

/// <summary>The reference of all event types. The URL holds the search and the open type.</summary>
public sealed partial class CataloguePage(NavigationManager navigation)
{
    private IReadOnlyList<EventHit> _hits = [];
    private EventType? _open;

    /// <summary>The wire name of the open type.</summary>
    [Parameter]
    public string? Fqn { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    private string Count => _hits.Count == EventCatalogue.All.Count ? $"{_hits.Count} events" : $"{_hits.Count} of {EventCatalogue.All.Count} events";

    protected override void OnParametersSet()
    {
        _hits = EventSearch.Find(Search);
        _ = EventCatalogue.TryFind(Fqn, out _open);
    }

    // The history keeps only the last search: going back must not step through every keystroke.
    private void SearchFor(string? search) =>
        navigation.NavigateTo(Fqn is null ? AppUrls.SearchEvents(search) : AppUrls.CatalogueEvent(Fqn, search), replace: true);
}
