using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

/// <summary>The event types of one group: cards on the catalogue page, short lines next to an open type.</summary>
public sealed partial class EventLinks
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<EventHit> Hits { get; set; }

    /// <summary>Kept in the links, so that the search stays when a type is opened.</summary>
    [Parameter]
    public string? Search { get; set; }

    [Parameter]
    public EventType? Open { get; set; }

    /// <summary>Whether to show short lines instead of cards.</summary>
    [Parameter]
    public bool Compact { get; set; }

    // The last segment is enough here; the open type's table shows the full path.
    private static string Names(IReadOnlyList<string> paths) => string.Join(", ", paths.Select(path => path.Split('.')[^1]).Distinct());
}
