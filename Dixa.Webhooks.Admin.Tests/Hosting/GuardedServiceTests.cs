using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Hosting;

public sealed class GuardedServiceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordedLog _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    public static TheoryData<Exception> Failures { get; } =
    [
        new InvalidOperationException("a bug"),
        new NotSupportedException("no STARTTLS"),
        new OperationCanceledException("a timeout of its own"),
        new InsufficientMemoryException(),
        new AggregateException(new IOException("broken pipe")),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failed_round_is_followed_by_the_next_after_a_pause(Exception failure)
    {
        using var service = new Flaky(_time, _log.CreateLogger("test"), round => round == 1 ? throw failure : Flaky.Interval);
        await service.StartAsync(Cancel);
        await service.HasRunAsync(1);
        Assert.False(service.ExecuteTask!.IsCompleted);

        await AdvanceAsync(service, TimeSpan.FromSeconds(1), rounds: 2);

        Assert.Equal(1, service.Failures);
        var logged = _log.Entries[0];
        Assert.Equal((LogLevel.Error, failure), (logged.Level, logged.Error));
        Assert.Contains("retrying in 1 s. Nothing is done", logged.Message, StringComparison.Ordinal);
        await service.StopAsync(Cancel);
        Assert.True(service.ExecuteTask.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Failures_are_counted_and_the_recovery_is_logged()
    {
        using var service = new Flaky(_time, _log.CreateLogger("test"), round => round <= 5 ? throw new IOException("broken pipe") : round == 6 ? Flaky.Interval : null);
        await service.StartAsync(Cancel);

        await AdvanceAsync(service, TimeSpan.FromSeconds(1), rounds: 7);
        await service.ExecuteTask!.WaitAsync(Cancel);

        Assert.Equal(5, service.Failures);
        Assert.Contains("recovered", _log.Entries[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_says_since_when_and_why_it_fails_until_it_recovers()
    {
        using var service = new Flaky(_time, _log.CreateLogger("test"), round => round is 2 or 3 ? throw new IOException($"broken pipe {round}") : Flaky.Interval);
        await service.StartAsync(Cancel);
        await service.HasRunAsync(1);
        Assert.Null(service.Failing);

        await AdvanceAsync(service, Flaky.Interval, rounds: 2);
        await Eventually.BecomesTrueAsync(() => service.Failing is not null, "the failure is visible");
        var since = service.Failing!.Since;
        await AdvanceAsync(service, TimeSpan.FromSeconds(1), rounds: 3);
        await Eventually.BecomesTrueAsync(() => service.Failing is { Count: 2 }, "the second failure is visible");
        Assert.Equal(new ServiceFailure("Flaky", since, 2, "Nothing is done", "broken pipe 3"), service.Failing);

        await AdvanceAsync(service, TimeSpan.FromSeconds(1), rounds: 4);
        await Eventually.BecomesTrueAsync(() => service.Failing is null, "the service has recovered");
        await service.StopAsync(Cancel);
    }

    [Fact]
    public async Task Three_failures_in_a_row_are_lasting_until_a_round_succeeds()
    {
        var works = false;
        using var service = new Flaky(_time, _log.CreateLogger("test"), _ => Volatile.Read(ref works) ? Flaky.Interval : throw new IOException("broken pipe"), _ => Flaky.Interval);
        await service.StartAsync(Cancel);
        await Eventually.BecomesTrueAsync(() => service.Failures == 1, "the first round fails");
        Assert.False(service.KeepsFailing);

        await AdvanceUntilAsync(() => service.Failures >= GuardedService.LastingFailures);
        Assert.True(service.KeepsFailing);

        Volatile.Write(ref works, true);
        await AdvanceUntilAsync(() => !service.KeepsFailing);
        await service.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_service_that_has_ended_with_an_exception_keeps_failing()
    {
        using var service = new WithoutLoops(_time, _log.CreateLogger("test"));

        await Assert.ThrowsAsync<NotSupportedException>(async () =>
        {
            await service.StartAsync(Cancel);
            await service.ExecuteTask!.WaitAsync(Cancel);
        });

        Assert.True(service.KeepsFailing);
    }

    [Fact]
    public void A_repeated_failure_is_logged_once_per_minute_and_a_new_one_immediately()
    {
        var log = new FailureLog(_time);
        var (first, second) = (new IOException("broken pipe"), new IOException("no route"));

        Assert.Equal(FailureDetail.Full, log.Failed(first));
        _time.Advance(FailureLog.Interval - TimeSpan.FromTicks(1));
        Assert.Equal(FailureDetail.None, log.Failed(first));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(FailureDetail.Brief, log.Failed(first));
        Assert.Equal(FailureDetail.None, log.Failed(first));
        Assert.Equal(FailureDetail.Full, log.Failed(second));
        Assert.True(log.Succeeded());
        Assert.False(log.Succeeded());
        Assert.Equal(FailureDetail.Full, log.Failed(second));
    }

    [Fact]
    public async Task One_failing_loop_does_not_hold_up_another()
    {
        using var service = new Flaky(_time, _log.CreateLogger("test"), _ => throw new IOException("broken pipe"), _ => Flaky.Interval);
        await service.StartAsync(Cancel);

        await service.HasRunAsync(2);

        Assert.False(service.ExecuteTask!.IsCompleted);
        await service.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_service_without_loops_ends_immediately()
    {
        using var service = new Flaky(_time, _log.CreateLogger("test"));
        await service.StartAsync(Cancel);

        await service.ExecuteTask!.WaitAsync(Cancel);
    }

    private async Task AdvanceAsync(Flaky service, TimeSpan time, int rounds)
    {
        // The timer starts a moment after the round's end, so the clock is advanced until it has fired.
        await Eventually.BecomesTrueAsync(
            () =>
            {
                if (service.Rounds >= rounds)
                {
                    return true;
                }

                _time.Advance(time);
                return false;
            },
            $"round {rounds} runs");
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.BecomesTrueAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        "the rounds have run");

    private sealed class WithoutLoops(TimeProvider time, ILogger logger) : GuardedService(time, logger)
    {
        protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => throw new NotSupportedException("no loops");

        protected override string Consequence => "Nothing is done";
    }

    public sealed class Flaky(TimeProvider time, ILogger logger, params Func<int, TimeSpan?>[] loops) : GuardedService(time, logger)
    {
        public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

        private int _rounds;

        public int Rounds => Volatile.Read(ref _rounds);

        protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops =>
            [.. loops.Select(loop => (Func<CancellationToken, Task<TimeSpan?>>)(_ => Task.FromResult(loop(Interlocked.Increment(ref _rounds)))))];

        protected override string Consequence => "Nothing is done";

        public Task HasRunAsync(int rounds) => Eventually.BecomesTrueAsync(() => Rounds >= rounds, $"{rounds} rounds have run");
    }
}
