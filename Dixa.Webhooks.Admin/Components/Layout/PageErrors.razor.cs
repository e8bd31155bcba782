using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>Keeps the frame when a page fails. The boundary itself logs the error.</summary>
public sealed partial class PageErrors(NavigationManager navigation) : IDisposable
{
    private ErrorBoundary? _boundary;

    [Parameter] public RenderFragment? ChildContent { get; set; }

    public void Dispose() => navigation.LocationChanged -= Leave;

    protected override void OnInitialized() => navigation.LocationChanged += Leave;

    // Another page deserves a fresh start.
    private void Leave(object? sender, LocationChangedEventArgs location) => TryAgain();

    private void TryAgain() => _boundary?.Recover();
}
