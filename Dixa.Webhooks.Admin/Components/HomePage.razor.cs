using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>Redirects to the list of webhooks, which is the start page.</summary>
public sealed partial class HomePage(NavigationManager navigation)
{
    protected override void OnInitialized() => navigation.NavigateTo(AppUrls.To(AppRoutes.Webhooks), replace: true);
}
