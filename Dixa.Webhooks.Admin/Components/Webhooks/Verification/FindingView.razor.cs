using System.Text;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Signing;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>Shows a finding, and both versions of the body if they differ.</summary>
public sealed partial class FindingView
{
    private FindingText _text = null!;
    private BodyDifference? _difference;

    [Parameter, EditorRequired]
    public required Finding Finding { get; set; }

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DateTimeOffset CheckedAt { get; set; }

    protected override void OnParametersSet()
    {
        _text = FindingText.Of(Finding, SubscriptionId);
        _difference = Finding switch
        {
            Finding.BodyChanged changed => changed.Difference,
            Finding.Mistaken mistaken => mistaken.Body,
            Finding.TimeChanged changed => changed.Body,
            Finding.OtherSecret other => other.Body,
            _ => null,
        };
    }

    // Line endings are a common difference, so make them visible.
    private static string Visible(string text) =>
        ReceivedText.Of(Encoding.UTF8.GetBytes(text.Replace('\r', '␍').Replace('\n', '␊')), manyLines: false, out _);
}
