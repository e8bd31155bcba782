using Dixa.Webhooks.Admin.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components;

public sealed partial class Routes
{
    private ThemeState _theme = new(ThemeChoice.System, false);
    private TimeZoneInfo _timeZone = TimeZoneInfo.Utc;

    [Parameter] public ReaderPreferences Reader { get; set; } = ReaderPreferences.Default;

    protected override void OnInitialized()
    {
        _theme = new ThemeState(Reader.Theme, Reader.SystemIsDark is true);
        _timeZone = Reader.TimeZone;
    }
}
