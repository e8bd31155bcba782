using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace Dixa.Webhooks.Admin.Components.Layout;

public sealed partial class MainLayout(NavigationManager navigation)
{
    private bool _drawerOpen = true;

    // A bare fragment would resolve against the base URL and leave the page.
    private string SkipLink => (Requested is { } requested ? $"{requested.OriginalPathBase}{new PathString(requested.OriginalPath)}{requested.OriginalQueryString}" : navigation.Uri.Split('#')[0]) + "#content";

    /// <summary>The URL that the browser requested, while the not-found page is prerendered in its place.</summary>
    private IStatusCodeReExecuteFeature? Requested => Http?.Features.Get<IStatusCodeReExecuteFeature>();

    /// <summary>Null once the page is interactive.</summary>
    [CascadingParameter] public HttpContext? Http { get; set; }

    private void ToggleDrawer() => _drawerOpen = !_drawerOpen;
}
