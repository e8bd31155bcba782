using System.Diagnostics;
using System.Globalization;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>When a backlog is worked off, and whether it was done right.</summary>
internal static class Drained
{
    private const string Pending = "SELECT EXISTS (SELECT 1 FROM deliveries WHERE state = 0)";

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CloseGlance = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(90);

    /// <summary>Waits until the store has nothing pending, and says when that was on the monotonic clock.</summary>
    /// <exception cref="BenchException">The application ended, or nothing has moved for a while.</exception>
    public static async Task<long> WaitAsync(AppProcess app, Receiver receiver, BenchStore store, int deliveries, CancellationToken cancel)
    {
        // Asking the store costs the application a little, so it is asked only once everything has arrived.
        await ProgressAsync(app, async () => (await receiver.CountAsync(cancel)).Answered, arrived => arrived >= deliveries, Glance, cancel);
        await ProgressAsync(app, () => Task.FromResult((int)store.Scalar(Pending)), pending => pending == 0, CloseGlance, cancel);
        return Stopwatch.GetTimestamp();
    }

    /// <summary>Waits until so many requests have come in.</summary>
    /// <exception cref="BenchException">The application ended, or nothing has come for a while.</exception>
    public static Task ArrivedAsync(Receiver receiver, int count, CancellationToken cancel, AppProcess? app = null) =>
        ProgressAsync(app, async () => (await receiver.CountAsync(cancel)).Answered, arrived => arrived >= count, Glance, cancel);

    /// <summary>Says in words that everything was delivered, each once.</summary>
    /// <exception cref="BenchException">It was not.</exception>
    public static async Task<string> CheckAsync(Receiver receiver, BenchStore store, int deliveries, int before, CancellationToken cancel)
    {
        var delivered = store.Scalar("SELECT COUNT(*) FROM deliveries WHERE state = 1") - before;
        var attempts = store.Scalar("SELECT COUNT(*) FROM attempts") - before;
        var arrived = (await receiver.CountAsync(cancel)).Answered;
        var distinct = await receiver.DistinctAsync(cancel);
        return (delivered, attempts, arrived, distinct) == (deliveries, deliveries, deliveries, deliveries)
            ? "all delivered exactly once"
            : throw new BenchException(string.Create(
                CultureInfo.InvariantCulture,
                $"Of {deliveries:N0} deliveries the store says {delivered:N0} delivered with {attempts:N0} attempts; the receiver saw {arrived:N0} requests, {distinct:N0} different."));
    }

    private static async Task ProgressAsync(AppProcess? app, Func<Task<int>> look, Func<int, bool> isDone, TimeSpan glance, CancellationToken cancel)
    {
        var (last, since) = (-1, Stopwatch.GetTimestamp());
        while (true)
        {
            app?.ThrowIfEnded();
            var seen = await look();
            if (isDone(seen))
            {
                return;
            }

            if (seen != last)
            {
                (last, since) = (seen, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(since) > Standstill)
            {
                throw new BenchException($"Nothing has moved for {Standstill.TotalSeconds} s, at {seen}. {app?.LastOutput}");
            }

            await Task.Delay(glance, cancel);
        }
    }
}
