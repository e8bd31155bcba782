using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>Events, each with its deliveries.</summary>
public sealed partial class EventTimeline
{
    /// <summary>In the order in which they are shown.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TimelineEvent> Events { get; set; }

    /// <summary>The conversation that all events are about; null if they may be about several.</summary>
    [Parameter]
    public long? Of { get; set; }
}
