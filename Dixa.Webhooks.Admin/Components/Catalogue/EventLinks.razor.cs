using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

/// <summary>The event types under one heading: cards by themselves, short lines beside the one that is open.</summary>
public sealed partial class EventLinks
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<EventHit> Hits { get; set; }

    /// <summary>Stays beside whichever type is opened.</summary>
    [Parameter]
    public string? Search { get; set; }

    [Parameter]
    public EventType? Open { get; set; }

    /// <summary>They stand beside something else.</summary>
    [Parameter]
    public bool Compact { get; set; }

    // In the open type's table they stand with what they belong to.
    private static string Names(IReadOnlyList<string> paths) => string.Join(", ", paths.Select(path => path.Split('.')[^1]).Distinct());
}
