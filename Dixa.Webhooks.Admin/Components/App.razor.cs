using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Dixa.Webhooks.Admin.Components;

public sealed partial class App
{
    private ReaderPreferences _reader = ReaderPreferences.Default;

    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    /// <summary>
    /// The account pages write cookies, so they answer a plain request; everything else is interactive. Nobody who is not
    /// signed in gets a circuit: for them there are the account pages, and a word on an address that leads nowhere.
    /// </summary>
    private IComponentRenderMode? PageRenderMode =>
        HttpContext.User.Identity is { IsAuthenticated: true } && HttpContext.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    protected override void OnInitialized() => _reader = ReaderPreferences.FromCookies(HttpContext.Request.Cookies);
}
