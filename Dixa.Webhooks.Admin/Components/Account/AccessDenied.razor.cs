using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

public sealed partial class AccessDenied
{
    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    protected override void OnInitialized() => HttpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
}
