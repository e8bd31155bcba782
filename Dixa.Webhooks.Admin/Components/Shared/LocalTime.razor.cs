using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A time in the user's time zone, with the exact UTC time on hover and focus.</summary>
public sealed partial class LocalTime(TimeProvider time)
{
    [Parameter, EditorRequired]
    public required DateTimeOffset Value { get; set; }

    [CascadingParameter(Name = "TimeZone")]
    public TimeZoneInfo? TimeZone { get; set; }

    [CascadingParameter]
    public TimeStyle? Style { get; set; }

    /// <summary>Whether it is inside a button, a link or a row of a list, where it must not be focusable itself.</summary>
    [Parameter]
    public bool Within { get; set; }

    /// <summary>Whether to show how long ago it was. The browser keeps it current.</summary>
    [Parameter]
    public bool WithAge { get; set; }

    /// <summary>Whether to show seconds, for pages whose times are often within the same minute.</summary>
    [CascadingParameter(Name = nameof(WithSeconds))]
    public bool WithSeconds { get; set; }

    private TimeZoneInfo Zone => TimeZone ?? TimeZoneInfo.Utc;
}
