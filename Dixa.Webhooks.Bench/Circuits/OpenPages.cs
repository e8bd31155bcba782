using System.Globalization;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Circuits;

/// <summary>Several overview pages that are open at the same time.</summary>
internal sealed class OpenPages : IAsyncDisposable
{
    private readonly List<OpenPage> _pages = [];

    private OpenPages()
    {
    }

    public static async Task<OpenPages> OpenAsync(SignedIn client, int count, CancellationToken cancel)
    {
        var pages = new OpenPages();
        for (var page = 0; page < count; page++)
        {
            pages._pages.Add(await OpenPage.OpenAsync(client.Http, client.Cookies, new Uri(client.Http.BaseAddress!, AppRoutes.Webhooks), cancel));
        }

        return pages;
    }

    public void ThrowIfEnded() => _pages.ForEach(page => page.ThrowIfEnded());

    /// <summary>The number of updates of each page so far.</summary>
    public IReadOnlyList<int> Updates() => [.. _pages.Select(page => page.Updates)];

    /// <summary>Says how often the pages were updated since a time.</summary>
    /// <exception cref="BenchException">A page was not updated, or has ended.</exception>
    public string Since(IReadOnlyList<int> before)
    {
        ThrowIfEnded();
        int[] updates = [.. Updates().Zip(before, (now, then) => now - then)];
        return updates.Min() > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{updates.Min():N0} to {updates.Max():N0} updates of each page")
            : throw new BenchException($"Of {updates.Length} pages, {updates.Count(count => count == 0)} were not updated during the load.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages)
        {
            await page.DisposeAsync();
        }
    }
}
