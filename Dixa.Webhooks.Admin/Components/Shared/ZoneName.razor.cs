using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The user's time zone, for the head of a column of times.</summary>
public sealed partial class ZoneName(TimeProvider time)
{
    [CascadingParameter(Name = "TimeZone")]
    public TimeZoneInfo? TimeZone { get; set; }

    private TimeZoneInfo Zone => TimeZone ?? TimeZoneInfo.Utc;
}
