using System.Diagnostics;
using System.Net.Http.Headers;
using Dixa.Webhooks.Bench.Reporting;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>Reads the metrics of an application once a second, like Prometheus does less often.</summary>
internal sealed class Scraper : IAsyncDisposable
{
    private const string Token = "token-of-the-benchmark";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<long> _ticks = [];
    private readonly Task _loop;

    private Scraper(AppProcess app)
    {
        _http = Client(app);
        _loop = ScrapeAsync();
    }

    /// <summary>Settings that let it read them.</summary>
    public static (string Key, string Value)[] Settings => [("Metrics:Token", Token)];

    public static Scraper Start(AppProcess app) => new(app);

    /// <summary>Scrapes a number of times. As many before that are not measured, because the runtime only optimizes code that was called often.</summary>
    public static async Task<Percentiles> MeasureAsync(AppProcess app, int times, CancellationToken cancel)
    {
        using var http = Client(app);
        var ticks = new List<long>(times);
        for (var i = 0; i < 2 * times; i++)
        {
            // The exporter answers repeated scrapes within 300 ms from memory.
            await Task.Delay(TimeSpan.FromMilliseconds(310), cancel);
            var started = Stopwatch.GetTimestamp();
            await http.GetByteArrayAsync("metrics", cancel);
            if (i >= times)
            {
                ticks.Add(Stopwatch.GetTimestamp() - started);
            }
        }

        return new Percentiles(ticks);
    }

    /// <summary>Stops and returns the durations of the scrapes. There is at least one, however short the run was.</summary>
    public async Task<Percentiles> StopAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        if (_ticks.Count == 0)
        {
            await ScrapeOnceAsync(CancellationToken.None);
        }

        return new Percentiles(_ticks);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
        _http.Dispose();
    }

    private static HttpClient Client(AppProcess app) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{app.Port}/"),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
    };

    private async Task ScrapeAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await ScrapeOnceAsync(_stopping.Token);
            }
            catch (HttpRequestException)
            {
                // The application is starting, or has ended: then the drain reports it.
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Interval, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ScrapeOnceAsync(CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        await _http.GetByteArrayAsync("metrics", cancel);
        _ticks.Add(Stopwatch.GetTimestamp() - started);
    }
}
