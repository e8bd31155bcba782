using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Dixa.Webhooks.Admin.Components;

public sealed partial class App
{
    private ReaderPreferences _reader = ReaderPreferences.Default;

    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    /// <summary>The account pages write cookies, so they answer a plain request; everything else is interactive.</summary>
    private IComponentRenderMode? PageRenderMode =>
        HttpContext.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    protected override void OnInitialized() => _reader = ReaderPreferences.FromCookies(HttpContext.Request.Cookies);
}
