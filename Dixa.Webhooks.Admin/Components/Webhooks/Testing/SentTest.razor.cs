using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>The request of a test as it went out, and the answer. It takes the focus, so that whoever sent it is led there.</summary>
public sealed partial class SentTest
{
    private ElementReference _title;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required SentTestView Test { get; set; }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? _title.FocusAsync().AsTask() : Task.CompletedTask;
}
