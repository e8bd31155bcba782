using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

/// <summary>Every event type to look up. The search and the type that is open are the address.</summary>
public sealed partial class CataloguePage(NavigationManager navigation)
{
    private IReadOnlyList<EventHit> _hits = [];
    private EventType? _open;

    /// <summary>The wire name of the type that is open.</summary>
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

    // What was typed before is no place to come back to.
    private void SearchFor(string? search) =>
        navigation.NavigateTo(Fqn is null ? AppUrls.SearchEvents(search) : AppUrls.CatalogueEvent(Fqn, search), replace: true);
}
