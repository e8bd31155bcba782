using System.Globalization;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Counts Hangfire's busy workers by reading its dashboard four times per second.</summary>
internal sealed partial class BusyWorkers : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly List<int> _seen = [];
    private readonly CancellationTokenSource _stop;
    private readonly SignedIn _client;
    private readonly Task _watching;

    private BusyWorkers(SignedIn client, CancellationToken cancel)
    {
        _client = client;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _watching = PollAsync();
    }

    /// <summary>Signs in and starts watching.</summary>
    public static async Task<BusyWorkers> WatchAsync(AppProcess app, CancellationToken cancel) => new(await SignedIn.CreateAsync(app, cancel), cancel);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"busy workers {_seen.Average():0.0} on average; at most {_seen.Max()}, in {_seen.Count(one => one == _seen.Max())} of {_seen.Count} samples");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _client.Dispose();
    }

    private async Task PollAsync()
    {
        try
        {
            while (true)
            {
                var page = await _client.Http.GetStringAsync("jobs/jobs/processing", _stop.Token);
                _seen.Add(Processing().Match(page) is { Success: true } match
                    ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
                    : throw new BenchException("Hangfire's dashboard does not show how many jobs are processing."));
                await Task.Delay(PollInterval, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
        catch (HttpRequestException error)
        {
            throw new BenchException($"Hangfire's dashboard did not respond. {error.Message}", error);
        }
    }

    [GeneratedRegex("""data-metric="processing:count"[^>]*>\s*(\d+)""")]
    private static partial Regex Processing();
}
