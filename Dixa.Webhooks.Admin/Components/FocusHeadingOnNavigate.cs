using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>
/// Moves the focus to a new page's heading, so that a screen reader announces it. The framework's FocusOnNavigate may run late and then takes
/// the focus from a field that the user is already typing in, so what they type is lost.
/// </summary>
public sealed class FocusHeadingOnNavigate(IJSRuntime script) : ComponentBase
{
    private Type? _shown;
    private bool _isNew;

    [Parameter, EditorRequired]
    public required Type PageType { get; set; }

    protected override void OnParametersSet() => (_isNew, _shown) = (_isNew || _shown != PageType, PageType);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isNew)
        {
            _isNew = false;
            await script.InvokeVoidAsync("dixaScreens.focusHeading", firstRender);
        }
    }
}
