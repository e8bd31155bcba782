using System.Collections.Concurrent;
using System.Reflection;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;
using Xunit.v3;

[assembly: CloseWindows]

namespace Dixa.Webhooks.Admin.Support;

/// <summary>
/// Closes the browser windows that a test opened, once it has ended. Left open they would go on asking for an application that is gone,
/// and slow down every test after them.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CloseWindowsAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> Open = [];

    /// <summary>The test that is running gets the window closed at its end. Outside a test nothing happens.</summary>
    public static void AtTheEndOfTheTest(IBrowserContext window)
    {
        if (TestContext.Current.Test is { UniqueID: var test })
        {
            Open.GetOrAdd(test, _ => []).Add(window);
        }
    }

    // Nobody waits for it: the next test has windows of its own.
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Open.TryRemove(test.UniqueID, out var windows))
        {
            _ = Task.WhenAll(windows.Select(window => window.CloseAsync()));
        }
    }
}
