using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The fields of a list's filter that choose the time.</summary>
public sealed partial class TimeRangeFields
{
    [Parameter, EditorRequired]
    public required ChosenTimes Times { get; set; }

    [Parameter]
    public EventCallback<ChosenTimes> TimesChanged { get; set; }

    /// <summary>The start of the test ids of the fields.</summary>
    [Parameter, EditorRequired]
    public required string TestId { get; set; }
}
