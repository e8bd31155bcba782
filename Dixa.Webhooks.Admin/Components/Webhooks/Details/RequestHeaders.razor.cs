using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Which headers go out with each request. No value is shown.</summary>
public sealed partial class RequestHeaders
{
    [Parameter, EditorRequired]
    public required AuthorizationKind Authorization { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Names { get; set; }
}
