using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>The header of every page under Settings > Integrations.</summary>
public sealed partial class IntegrationsHeader(SandboxAddress sandbox)
{
    /// <summary>The title of the browser tab.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Whether the page is one of the tabs, so that it has no visible heading of its own. Screen readers read the title as its h1.</summary>
    [Parameter]
    public bool IsHeading { get; set; }

    /// <summary>The URL of the tab that the page belongs to.</summary>
    [Parameter]
    public string Tab { get; set; } = AppRoutes.Webhooks;

    private string? Current(string tab) => tab != Tab ? null : IsHeading ? "page" : "true";
}
