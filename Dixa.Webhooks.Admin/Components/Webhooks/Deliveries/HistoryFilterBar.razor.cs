using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>The filters of the delivery list. Each change opens the first page.</summary>
public sealed partial class HistoryFilterBar
{
    [Parameter, EditorRequired]
    public required HistoryFilter Filter { get; set; }

    [Parameter]
    public EventCallback<HistoryFilter> FilterChanged { get; set; }

    /// <summary>The event types that the webhook subscribes to now. There may be older deliveries of other types.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<EventType> Subscribed { get; set; }

    [Parameter]
    public FieldError? Error { get; set; }

    private bool IsSearchInvalid => Error?.Field == HistoryFilter.SearchName;

    private static string? Chosen(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private Task ChangeAsync(HistoryFilter filter) => FilterChanged.InvokeAsync(filter.FromTheNewest());
}
