using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components;

public sealed partial class ErrorPage
{
    [CascadingParameter] public HttpContext? HttpContext { get; set; }
}
