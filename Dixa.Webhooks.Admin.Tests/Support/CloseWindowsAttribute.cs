using System.Collections.Concurrent;
using System.Reflection;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;
using Xunit.v3;

[assembly: CloseWindows]

namespace Dixa.Webhooks.Admin.Support;

/// <summary>
/// Closes a test's browser windows when it ends. Open windows would keep trying to reach an application that no longer runs, and slow down
/// later tests.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class CloseWindowsAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> Open = [];

    /// <summary>Closes the window at the end of the current test. Does nothing outside a test.</summary>
    public static void AtTheEndOfTheTest(IBrowserContext window)
    {
        if (TestContext.Current.Test is { UniqueID: var test })
        {
            Open.GetOrAdd(test, _ => []).Add(window);
        }
    }

    // Not awaited, because the next test has its own windows.
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Open.TryRemove(test.UniqueID, out var windows))
        {
            _ = Task.WhenAll(windows.Select(window => window.CloseAsync()));
        }
    }
}
