using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A date and time input, in the user's time zone.</summary>
public sealed partial class TimeField
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Null when empty.</summary>
    [Parameter]
    public DateTimeOffset? Value { get; set; }

    [Parameter]
    public EventCallback<DateTimeOffset?> ValueChanged { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    [CascadingParameter(Name = "TimeZone")]
    public TimeZoneInfo? TimeZone { get; set; }

    private TimeZoneInfo Zone => TimeZone ?? TimeZoneInfo.Utc;

    private string? Shown => Value is { } value ? DateTimeLocalFormat.Write(value, Zone) : null;
}
