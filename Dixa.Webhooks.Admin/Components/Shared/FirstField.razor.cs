using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Gives the first field of the dialog around it the focus; of a choice, what is chosen. The dialog's own focus is to be <c>None</c>.</summary>
public sealed partial class FirstField(IJSRuntime js)
{
    private ElementReference _place;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await js.InvokeVoidAsync("dixaScreens.focusFirstField", _place);
        }
    }
}
