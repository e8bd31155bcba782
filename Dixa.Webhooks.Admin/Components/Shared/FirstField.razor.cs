using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Focuses the first field of the surrounding dialog, or the selected option of a radio group. Set the dialog's own DefaultFocus to <c>None</c>.</summary>
public sealed partial class FirstField(IJSRuntime js)
{
    private ElementReference _marker;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await js.InvokeVoidAsync("dixaScreens.focusFirstField", _marker);
        }
    }
}
