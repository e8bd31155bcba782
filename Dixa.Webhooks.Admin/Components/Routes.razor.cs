using System.Security.Claims;
using Dixa.Webhooks.Admin.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components;

public sealed partial class Routes(NavigationManager navigation, IJSRuntime script)
{
    private ThemeState _theme = new(ThemeChoice.System);
    private TimeZoneInfo _timeZone = TimeZoneInfo.Utc;
    private bool _isForOwner;

    [Parameter] public ReaderPreferences Reader { get; set; } = ReaderPreferences.Default;

    /// <summary>
    /// The id of the person that the page was made for. It travels encrypted in the page, from the request that made it into the circuit,
    /// so a page that was made for one person is of no use with the cookie of another.
    /// </summary>
    [Parameter] public string? Owner { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    protected override void OnInitialized()
    {
        _theme = new ThemeState(Reader.Theme);
        _timeZone = Reader.TimeZone;
    }

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;

        // People who are signed out are sent to sign in by the pages themselves.
        _isForOwner = user.Identity is not { IsAuthenticated: true } || user.FindFirstValue(ClaimTypes.NameIdentifier) == Owner;
        if (!_isForOwner)
        {
            // Someone else has signed in with this browser since: the page that they get instead is their own.
            navigation.NavigateTo(navigation.Uri, forceLoad: true);
        }
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
