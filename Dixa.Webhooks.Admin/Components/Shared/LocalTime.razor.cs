using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A time in the reader's time zone; the exact one in UTC on hover, and when it has the focus.</summary>
public sealed partial class LocalTime(TimeProvider time)
{
    [Parameter, EditorRequired]
    public required DateTimeOffset Value { get; set; }

    [CascadingParameter(Name = "TimeZone")]
    public TimeZoneInfo? TimeZone { get; set; }

    /// <summary>It stands within a button or a link, where nothing else can have the focus.</summary>
    [Parameter]
    public bool Within { get; set; }

    /// <summary>Minutes do not tell the page's times apart.</summary>
    [CascadingParameter(Name = nameof(WithSeconds))]
    public bool WithSeconds { get; set; }
}
