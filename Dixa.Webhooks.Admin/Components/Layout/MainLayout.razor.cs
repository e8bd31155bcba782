using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Layout;

public sealed partial class MainLayout(NavigationManager navigation)
{
    private bool _drawerOpen = true;

    // A bare fragment would lead to the base address.
    private string SkipLink => navigation.Uri.Split('#')[0] + "#content";

    private void ToggleDrawer() => _drawerOpen = !_drawerOpen;
}
