using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A time in the user's time zone, with the exact UTC time on hover and focus.</summary>
public sealed partial class LocalTime(TimeProvider time)
{
    [Parameter, EditorRequired]
    public required DateTimeOffset Value { get; set; }

    [CascadingParameter(Name = "TimeZone")]
    public TimeZoneInfo? TimeZone { get; set; }

    /// <summary>Whether it is inside a button or a link, where it must not be focusable itself.</summary>
    [Parameter]
    public bool Within { get; set; }

    /// <summary>Whether to show seconds, for pages whose times are often within the same minute.</summary>
    [CascadingParameter(Name = nameof(WithSeconds))]
    public bool WithSeconds { get; set; }
}
