using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>The authorization kind and the names of the custom headers. No values are shown.</summary>
public sealed partial class RequestHeaders
{
    [Parameter, EditorRequired]
    public required AuthorizationKind Authorization { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Names { get; set; }
}
