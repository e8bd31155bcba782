using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>What went out with an attempt and what came back, whatever bytes it was.</summary>
public sealed partial class AttemptDetails
{
    private string _body = "";
    private bool _exact = true;

    [Parameter, EditorRequired]
    public required AttemptView Attempt { get; set; }

    /// <summary>Where it went; null where the reader knows.</summary>
    [Parameter]
    public string? Url { get; set; }

    /// <summary>The body that went out; null where it is shown elsewhere.</summary>
    [Parameter]
    public ReadOnlyMemory<byte>? Payload { get; set; }

    protected override void OnParametersSet() => _body = ReceivedText.Of((Attempt.Response?.Body ?? default).Span, manyLines: true, out _exact);
}
