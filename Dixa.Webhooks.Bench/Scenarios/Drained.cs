using System.Diagnostics;
using System.Globalization;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Waits until a backlog is delivered and checks the result.</summary>
internal static class Drained
{
    // In the order of the index of pending deliveries, so that a long history is not searched for one.
    private const string Pending = "SELECT COUNT(*) FROM (SELECT 1 FROM deliveries WHERE state = 0 ORDER BY subscription_id, due_at LIMIT 1) AS pending";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FastPollInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(90);

    /// <summary>Waits until no delivery is pending, and returns the time on the monotonic clock.</summary>
    /// <exception cref="BenchException">The application exited, or there was no progress for a while.</exception>
    public static async Task<long> WaitAsync(AppProcess app, Receiver receiver, BenchStore store, int deliveries, CancellationToken cancel)
    {
        // Queries slow the application down a little, so the database is queried only after everything has arrived.
        await ProgressAsync(app, async () => (await receiver.CountAsync(cancel)).Answered, arrived => arrived >= deliveries, PollInterval, cancel);
        await ProgressAsync(app, () => Task.FromResult((int)store.Scalar(Pending)), pending => pending == 0, FastPollInterval, cancel);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>Waits until <paramref name="count"/> requests have arrived.</summary>
    /// <exception cref="BenchException">The application exited, or no request arrived for a while.</exception>
    public static Task ArrivedAsync(Receiver receiver, int count, CancellationToken cancel, AppProcess? app = null) =>
        ProgressAsync(app, async () => (await receiver.CountAsync(cancel)).Answered, arrived => arrived >= count, PollInterval, cancel);

    /// <summary>Waits until <paramref name="count"/> events have arrived, and returns when the last one did, in seconds on the monotonic clock.</summary>
    /// <exception cref="BenchException">An event did not arrive.</exception>
    public static async Task<double> LastArrivalAsync(Receiver receiver, int count, CancellationToken cancel, AppProcess? app = null)
    {
        await ArrivedAsync(receiver, count, cancel, app);
        var distinct = await receiver.DistinctAsync(cancel);
        return distinct == count
            ? (double)(await receiver.CountAsync(cancel)).LastAt / Stopwatch.Frequency
            : throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{count:N0} events were published and as many requests arrived, but only {distinct:N0} distinct ones."));
    }

    /// <summary>Checks that everything after the first deliveries was delivered exactly once, and returns a note.</summary>
    /// <exception cref="BenchException">Something was not delivered, or more than once.</exception>
    public static async Task<string> CheckAsync(Receiver receiver, BenchStore store, int deliveries, int first, CancellationToken cancel)
    {
        var delivered = store.Scalar(string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM deliveries WHERE id > {first} AND state = 1"));
        var attempts = store.Scalar(string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM attempts WHERE delivery_id > {first}"));
        var arrived = (await receiver.CountAsync(cancel)).Answered;
        var distinct = await receiver.DistinctAsync(cancel);
        return (delivered, attempts, arrived, distinct) == (deliveries, deliveries, deliveries, deliveries)
            ? "all delivered exactly once"
            : throw new BenchException(string.Create(
                CultureInfo.InvariantCulture,
                $"Of {deliveries:N0} deliveries, the database has {delivered:N0} as delivered with {attempts:N0} attempts; the receiver got {arrived:N0} requests, {distinct:N0} distinct."));
    }

    private static async Task ProgressAsync(AppProcess? app, Func<Task<int>> read, Func<int, bool> isDone, TimeSpan interval, CancellationToken cancel)
    {
        var (last, since) = (-1, Stopwatch.GetTimestamp());
        while (true)
        {
            app?.ThrowIfEnded();
            var seen = await read();
            if (isDone(seen))
            {
                return;
            }

            if (seen != last)
            {
                (last, since) = (seen, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(since) > StallTimeout)
            {
                throw new BenchException($"No progress for {StallTimeout.TotalSeconds} s, at {seen}. {app?.LastOutput}");
            }

            await Task.Delay(interval, cancel);
        }
    }
}
