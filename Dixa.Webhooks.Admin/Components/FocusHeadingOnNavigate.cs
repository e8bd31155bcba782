using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>
/// Gives a new page's heading the focus, so that a screen reader speaks it. The framework's own, FocusOnNavigate, also takes the focus from
/// a field that somebody has begun to type in, and what they type goes nowhere: it may come late, when the page has long been there.
/// </summary>
public sealed class FocusHeadingOnNavigate(IJSRuntime script) : ComponentBase
{
    private Type? _shown;
    private bool _isNew;

    /// <summary>The page that is open.</summary>
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
