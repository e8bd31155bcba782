using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Dixa.Webhooks.Admin.Components;

public sealed partial class App
{
    private readonly Guid _visit = Guid.NewGuid();
    private ReaderPreferences _reader = ReaderPreferences.Default;

    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    /// <summary>
    /// Account pages write cookies, so they are rendered statically; all other pages are interactive. Users who are not signed in never get
    /// a circuit: they see only the account pages and the not-found page.
    /// </summary>
    private IComponentRenderMode? PageRenderMode =>
        HttpContext.User.Identity is { IsAuthenticated: true } && HttpContext.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    protected override void OnInitialized() => _reader = ReaderPreferences.FromCookies(HttpContext.Request.Cookies);
}
