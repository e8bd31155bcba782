using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Layout;

public sealed partial class MainLayout(NavigationManager navigation)
{
    private MudThemeProvider? _themeProvider;
    private bool _drawerOpen = true;

    [CascadingParameter] public required ThemeState Theme { get; set; }

    // A bare fragment would lead to the base address.
    private string SkipLink => navigation.Uri.Split('#')[0] + "#content";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && _themeProvider is not null)
        {
            await _themeProvider.WatchSystemDarkModeAsync(SystemChangedAsync);
            await SystemChangedAsync(await _themeProvider.GetSystemDarkModeAsync());
        }
    }

    private void ToggleDrawer() => _drawerOpen = !_drawerOpen;

    private Task SystemChangedAsync(bool dark)
    {
        if (Theme.SystemIsDark == dark)
        {
            return Task.CompletedTask;
        }

        Theme.SystemIsDark = dark;
        return InvokeAsync(StateHasChanged);
    }
}
