using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Saves screenshots of journeys if the environment variable SCREENSHOTS names a folder. Those in <c>docs/screenshots</c> are made this way.</summary>
internal static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCREENSHOTS");

    /// <param name="page">The page, of which the visible part is saved.</param>
    /// <param name="name">The file name without extension.</param>
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Folder is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name.ToLowerInvariant()}.png") });
        }
    }
}
