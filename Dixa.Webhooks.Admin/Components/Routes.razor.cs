using Dixa.Webhooks.Admin.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components;

public sealed partial class Routes(NavigationManager navigation, IJSRuntime script)
{
    private ThemeState _theme = new(ThemeChoice.System);
    private TimeZoneInfo _timeZone = TimeZoneInfo.Utc;

    [Parameter] public ReaderPreferences Reader { get; set; } = ReaderPreferences.Default;

    protected override void OnInitialized()
    {
        _theme = new ThemeState(Reader.Theme);
        _timeZone = Reader.TimeZone;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        // Who follows a link while the circuit is starting sees the address change, but the circuit still knows the old one and keeps showing its page.
        if (await script.InvokeAsync<string>("dixaScreens.address") is var address && address != navigation.Uri)
        {
            navigation.NavigateTo(address, replace: true);
        }

        await script.InvokeVoidAsync("dixaScreens.connected");
    }
}
