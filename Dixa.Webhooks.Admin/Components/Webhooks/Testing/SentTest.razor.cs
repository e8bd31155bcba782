using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>The request and the response of a test. It takes the focus, so that keyboard and screen reader users get to the result.</summary>
public sealed partial class SentTest
{
    private ElementReference _title;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required SentTestView Test { get; set; }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? _title.FocusAsync().AsTask() : Task.CompletedTask;
}
