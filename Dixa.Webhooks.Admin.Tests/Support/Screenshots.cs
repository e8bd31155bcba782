using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Pictures of what a journey sees, where the environment variable SCREENSHOTS names a folder for them; those in <c>docs/screenshots</c> are made so.</summary>
internal static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCREENSHOTS");

    /// <param name="page">What is to be seen of it without scrolling.</param>
    /// <param name="name">The file's, without its extension.</param>
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Folder is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name.ToLowerInvariant()}.png") });
        }
    }
}
