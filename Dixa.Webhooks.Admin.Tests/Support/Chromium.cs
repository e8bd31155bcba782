using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Dixa.Webhooks.Admin.Support;

/// <summary>One real browser for all journeys, started on first use. Each journey has its own window without cookies, which is closed at its end.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Arguments =
        ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // The first one has no user interface of its own, which takes a third of the processor time of the others.
    private static readonly InstalledProgram Program = new("chromium-headless-shell", "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)?>> _running = new(LaunchAsync);

    /// <summary>Opens a window whose relative URLs lead to the application. Skips the test if there is no browser.</summary>
    public async Task<IPage> OpenAsync(Uri address, Action<BrowserNewContextOptions>? change = null)
    {
        if (await _running.Value is not { } running)
        {
            Assert.Skip($"There is no Chromium. This installs it: {Program.InstallCommand}");
            throw new InvalidOperationException("A skipped test does not continue.");
        }

        var options = new BrowserNewContextOptions { BaseURL = address.ToString(), ViewportSize = new ViewportSize { Width = 1280, Height = 900 } };
        change?.Invoke(options);
        var window = await running.Browser.NewContextAsync(options);
        window.SetDefaultTimeout((float)Eventually.Deadline.TotalMilliseconds);
        CloseWindowsAttribute.AtTheEndOfTheTest(window);
        return await window.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_running.IsValueCreated && await _running.Value is { } running)
        {
            await running.Browser.DisposeAsync();
            running.Driver.Dispose();
        }
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)?> LaunchAsync()
    {
        if (await Program.FindOrInstallAsync() is not { } program)
        {
            return null;
        }

        Assertions.SetDefaultExpectTimeout((float)Eventually.Deadline.TotalMilliseconds);

        // The driver is part of the package. Only the browser would need a download, which is not done here.
        var driver = await Playwright.CreateAsync();
        var browser = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Arguments, Headless = true });
        return (driver, browser);
    }
}
