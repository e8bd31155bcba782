using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>An attempt's request and response. The body is shown safely, even if it is not text.</summary>
public sealed partial class AttemptDetails
{
    private string _body = "";
    private bool _exact = true;

    [Parameter, EditorRequired]
    public required AttemptView Attempt { get; set; }

    /// <summary>The request's URL; null to hide it.</summary>
    [Parameter]
    public string? Url { get; set; }

    /// <summary>What is not certain about the URL; null if it is exact.</summary>
    [Parameter]
    public string? UrlNote { get; set; }

    /// <summary>The request's body; null if it is shown elsewhere.</summary>
    [Parameter]
    public ReadOnlyMemory<byte>? Payload { get; set; }

    protected override void OnParametersSet() => _body = ReceivedText.Of((Attempt.Response?.Body ?? default).Span, manyLines: true, out _exact);
}
