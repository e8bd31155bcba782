using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed partial class NotFoundState
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Text { get; set; }

    /// <summary>The URL of the back link.</summary>
    [Parameter]
    public string Href { get; set; } = AppUrls.To(AppRoutes.Webhooks);

    [Parameter]
    public string Back { get; set; } = "Back to all webhooks";
}
