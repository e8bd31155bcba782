using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Says that there is nothing at a URL. A request gets the status 404.</summary>
public sealed partial class NotFoundState
{
    /// <summary>Null once the page is interactive.</summary>
    [CascadingParameter]
    public HttpContext? Http { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Text { get; set; }

    /// <summary>The URL of the back link.</summary>
    [Parameter]
    public string Href { get; set; } = AppUrls.To(AppRoutes.Webhooks);

    [Parameter]
    public string Back { get; set; } = "Back to all webhooks";

    protected override void OnInitialized()
    {
        // When the response starts, because the framework discards a page that has this status earlier, and shows the one for unknown URLs.
        if (Http is { Response: { HasStarted: false } response })
        {
            response.OnStarting(() =>
            {
                response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }
}
