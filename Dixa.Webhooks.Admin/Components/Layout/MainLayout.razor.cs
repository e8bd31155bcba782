using Dixa.Webhooks.Admin.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Layout;

public sealed partial class MainLayout(NavigationManager navigation, IJSRuntime script)
{
    private bool _drawerOpen = true;

    // A bare fragment would resolve against the base URL and leave the page.
    private string SkipLink => (Requested is { } requested ? $"{requested.OriginalPathBase}{new PathString(requested.OriginalPath)}{requested.OriginalQueryString}" : navigation.Uri.Split('#')[0]) + "#content";

    /// <summary>The URL that the browser requested, while the not-found page is prerendered in its place.</summary>
    private IStatusCodeReExecuteFeature? Requested => Http?.Features.Get<IStatusCodeReExecuteFeature>();

    /// <summary>Null once the page is interactive.</summary>
    [CascadingParameter] public HttpContext? Http { get; set; }

    [CascadingParameter] public PageVisit? Visit { get; set; }

    protected override void OnInitialized() => _drawerOpen = Visit is not { MenuIsClosed: true };

    private async Task ToggleDrawerAsync()
    {
        _drawerOpen = !_drawerOpen;
        Visit?.MenuIsClosed = !_drawerOpen;
        await script.InvokeVoidAsync("dixaScreens.keepMenu", _drawerOpen);
    }
}
