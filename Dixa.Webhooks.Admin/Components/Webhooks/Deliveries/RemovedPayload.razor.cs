using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Says when and why the content of an event was removed.</summary>
public sealed partial class RemovedPayload
{
    [Parameter, EditorRequired]
    public required RemovedContent Removed { get; set; }
}
