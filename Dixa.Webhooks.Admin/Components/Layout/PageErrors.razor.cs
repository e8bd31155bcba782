using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>Keeps the layout when a page fails. The error boundary logs the exception.</summary>
public sealed partial class PageErrors(NavigationManager navigation) : IDisposable
{
    private ErrorBoundary? _boundary;

    [Parameter] public RenderFragment? ChildContent { get; set; }

    public void Dispose() => navigation.LocationChanged -= Leave;

    protected override void OnInitialized() => navigation.LocationChanged += Leave;

    // The error belongs to the old page.
    private void Leave(object? sender, LocationChangedEventArgs location) => TryAgain();

    private void TryAgain() => _boundary?.Recover();
}
