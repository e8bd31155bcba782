using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Narrows the list of deliveries. Whatever is chosen leads to the first page.</summary>
public sealed partial class HistoryFilterBar
{
    [Parameter, EditorRequired]
    public required HistoryFilter Filter { get; set; }

    [Parameter]
    public EventCallback<HistoryFilter> FilterChanged { get; set; }

    /// <summary>What the webhook subscribes to; deliveries of other events may be left from before.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<EventType> Subscribed { get; set; }

    /// <summary>What is wrong with the filter.</summary>
    [Parameter]
    public FieldError? Problem { get; set; }

    private List<EventType> Others => [.. EventCatalogue.All.Except(Subscribed)];

    private bool IsSearchWrong => Problem?.Field == HistoryFilter.SearchName;

    private static string? Chosen(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private Task ChangeAsync(HistoryFilter filter) => FilterChanged.InvokeAsync(filter.FromTheNewest());
}
