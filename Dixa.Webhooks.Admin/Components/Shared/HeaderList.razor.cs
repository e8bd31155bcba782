using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A read-only list of request or response headers.</summary>
public sealed partial class HeaderList
{
    private IReadOnlyList<(string Name, string Value)> _shown = [];

    [Parameter, EditorRequired]
    public required IReadOnlyList<HeaderLine> Headers { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected override void OnParametersSet() =>
        _shown = [.. Headers.Select(header => (header.Name, ReceivedText.Of(header.Value.Span, manyLines: false, out _)))];
}
