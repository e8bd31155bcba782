using System.Security.Claims;
using Dixa.Webhooks.Admin.Components.Layout;
using Dixa.Webhooks.Admin.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components;

public sealed partial class Routes(NavigationManager navigation, IJSRuntime script, PrerenderedPages pages)
{
    private ThemeState _theme = new(ThemeChoice.System);
    private TimeZoneInfo _timeZone = TimeZoneInfo.Utc;
    private TimeStyle _timeStyle = TimeStyle.Default;
    private PageVisit? _visit;
    private bool _isForOwner;

    [Parameter] public ReaderPreferences Reader { get; set; } = ReaderPreferences.Default;

    /// <summary>
    /// The id of the user whom the page was rendered for. It is passed, encrypted in the page, from the request into the circuit,
    /// so a page that was rendered for one user cannot be used with another user's cookie.
    /// </summary>
    [Parameter] public string? Owner { get; set; }

    /// <summary>Identifies this load of the page. It is passed from the request into the circuit like <see cref="Owner"/>.</summary>
    [Parameter] public Guid Visit { get; set; }

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    protected override void OnInitialized()
    {
        _theme = new ThemeState(Reader.Theme);
        (_timeZone, _timeStyle) = (Reader.TimeZone, Reader.TimeStyle);
        _visit = new PageVisit(Visit, pages) { FirstStepsAreClosed = Reader.HidesFirstSteps, MenuIsClosed = Reader.HidesMenu };
    }

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;

        // The pages themselves redirect users who are not signed in.
        _isForOwner = user.Identity is not { IsAuthenticated: true } || user.FindFirstValue(ClaimTypes.NameIdentifier) == Owner;
        if (!_isForOwner)
        {
            // Another user has signed in with this browser in the meantime: reload the page for them.
            navigation.NavigateTo(navigation.Uri, forceLoad: true);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        // If the user follows a link while the circuit starts, the browser's URL changes, but the circuit keeps showing the old page.
        if (await script.InvokeAsync<string>("dixaScreens.address") is var address && address != navigation.Uri)
        {
            navigation.NavigateTo(address, replace: true);
        }

        await script.InvokeVoidAsync("dixaScreens.connected");

        // The cookies are those of the last visit. The time zone or the language may have changed since.
        if (await script.InvokeAsync<BrowserTimes?>("dixaScreens.reader") is var (zone, clock) && (zone, clock) != (Reader.TimeZoneId, Reader.Clock))
        {
            var reader = Reader with { TimeZoneId = zone, Clock = clock };
            (_timeZone, _timeStyle) = (reader.TimeZone, reader.TimeStyle);
            StateHasChanged();
        }
    }

    private sealed record BrowserTimes(string TimeZone, string Clock);
}
