using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A select of all event types. Those that a webhook subscribes to come first.</summary>
public sealed partial class EventTypeSelect
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The wire name of the selected type; empty for none.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<EventType> Subscribed { get; set; }

    /// <summary>The text of a first option that selects no type; null for no such option.</summary>
    [Parameter]
    public string? All { get; set; }

    /// <summary>Whether the options include the wire names.</summary>
    [Parameter]
    public bool WithNames { get; set; }

    [Parameter]
    public string? Id { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    private IEnumerable<(string Group, IReadOnlyList<EventType> Types)> Groups =>
        new (string, IReadOnlyList<EventType> Types)[] { ("Subscribed", Subscribed), ("Not subscribed", [.. EventCatalogue.All.Except(Subscribed)]) }
            .Where(group => group.Types.Count > 0);
}
