using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Checks a screen in both themes: axe-core finds no violations, and nothing is wider than the window.</summary>
internal static class ScreenCheck
{
    // Without this, axe describes every element that passes each rule, which takes longer than the rules.
    private static readonly AxeRunOptions All = new() { ResultTypes = [ResultType.Violations] };

    // A theme changes colors only, so in the second theme axe runs only the rules about them.
    private static readonly AxeRunOptions Colors = new() { ResultTypes = [ResultType.Violations], RunOnly = new RunOnlyOptions { Type = "tag", Values = ["cat.color"] } };

    /// <summary>Returns one line for each finding. Leaves the screen in the dark theme.</summary>
    /// <param name="page">The loaded page, whose theme follows the system.</param>
    /// <param name="name">Names the screen in findings and screenshots.</param>
    public static async Task<IReadOnlyList<string>> FindingsAsync(IPage page, string name)
    {
        await ShowAsync(page, ColorScheme.Light, name);
        var light = await AxeAsync(page, name, All);
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        await ShowAsync(page, ColorScheme.Dark, name);
        return
        [
            .. light,
            .. overflow > 0 ? [$"{name}: {overflow} px wider than the window"] : Array.Empty<string>(),
            .. await AxeAsync(page, $"{name}, dark", Colors),
        ];
    }

    public static async Task SwitchThemeAsync(IPage page, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await page.WaitForFunctionAsync("scheme => document.documentElement.dataset.scheme === scheme", $"{scheme}".ToLowerInvariant());

        // Some colors change gradually.
        await page.EvaluateAsync("async () => { await Promise.allSettled(document.getAnimations().filter(animation => animation instanceof CSSTransition).map(transition => transition.finished)); }");
    }

    private static async Task ShowAsync(IPage page, ColorScheme scheme, string name)
    {
        // A button under the mouse has other colors.
        await page.Mouse.MoveAsync(0, 0);
        await SwitchThemeAsync(page, scheme);
        await Screenshots.TakeAsync(page, $"{name}-{(page.ViewportSize!.Width > 600 ? "desktop" : "phone")}-{scheme}");
    }

    private static async Task<IReadOnlyList<string>> AxeAsync(IPage page, string name, AxeRunOptions options)
    {
        var axe = await page.RunAxe(options);
        Assert.NotEmpty(axe.Passes);
        return
        [
            .. from violation in axe.Violations
               from node in violation.Nodes
               select $"{name}: {violation.Id}: {violation.Help}: {node.Html}",
        ];
    }
}
