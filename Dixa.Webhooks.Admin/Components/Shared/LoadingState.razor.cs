using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed partial class LoadingState
{
    [Parameter]
    public string Text { get; set; } = "Loading…";
}
