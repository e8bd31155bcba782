using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

public sealed partial class RemoveDialog
{
    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>The webhook's name.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }
}
