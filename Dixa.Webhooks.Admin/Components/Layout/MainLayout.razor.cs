using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace Dixa.Webhooks.Admin.Components.Layout;

public sealed partial class MainLayout(NavigationManager navigation)
{
    private bool _drawerOpen = true;

    // A bare fragment would lead to the base address.
    private string SkipLink => (Asked is { } asked ? $"{asked.OriginalPathBase}{new PathString(asked.OriginalPath)}{asked.OriginalQueryString}" : navigation.Uri.Split('#')[0]) + "#content";

    /// <summary>What the browser asked for, while the page that says that there is nothing is drawn ahead in its place.</summary>
    private IStatusCodeReExecuteFeature? Asked => Http?.Features.Get<IStatusCodeReExecuteFeature>();

    /// <summary>Null once the page is connected.</summary>
    [CascadingParameter] public HttpContext? Http { get; set; }

    private void ToggleDrawer() => _drawerOpen = !_drawerOpen;
}
