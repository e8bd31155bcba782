using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed partial class EnabledPill
{
    [Parameter, EditorRequired]
    public required bool Enabled { get; set; }
}
