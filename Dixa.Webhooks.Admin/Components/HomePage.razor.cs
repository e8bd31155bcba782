using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>The start page is the list of webhooks.</summary>
public sealed partial class HomePage(NavigationManager navigation)
{
    protected override void OnInitialized() => navigation.NavigateTo(AppUrls.Webhooks, replace: true);
}
