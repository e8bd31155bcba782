using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dixa.Webhooks.Admin.Hosting;

public sealed class HostRunTests
{
    private readonly List<string> _reports = [];

    [Fact]
    public async Task A_failed_background_service_stops_the_host_with_its_cause_and_a_nonzero_exit_code()
    {
        using var stop = new StopRequest();

        Assert.Equal(HostRun.StoppedUnasked, await RunAsync(new Failing(), stop));

        var report = Assert.Single(_reports);
        Assert.Contains("a background service failed", report, StringComparison.Ordinal);
        Assert.Contains("NotSupportedException: the true cause", report, StringComparison.Ordinal);
        Assert.Contains($"   at {typeof(Failing).FullName!.Replace('+', '.')}", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cause_is_reported_if_the_service_fails_during_the_start()
    {
        using var stop = new StopRequest();

        Assert.Equal(HostRun.StoppedUnasked, await RunAsync(new Failing(), stop, new SlowStart()));

        Assert.Contains("NotSupportedException: the true cause", Assert.Single(_reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unexpected_stop_is_not_0()
    {
        using var stop = new StopRequest();

        Assert.Equal(HostRun.StoppedUnasked, await RunAsync(new StopsTheHost(), stop));

        Assert.Contains("unexpectedly", Assert.Single(_reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_requested_stop_is_0()
    {
        using var stop = new StopRequest();

        Assert.Equal(0, await RunAsync(new StopsTheHost { Before = stop.Make }, stop));

        Assert.Empty(_reports);
    }

    [Fact]
    public async Task A_stop_that_is_requested_during_the_start_is_0()
    {
        using var stop = new StopRequest();

        Assert.Equal(0, await RunAsync(new StopsTheHost { Before = stop.Make }, stop, new SlowStart()));
    }

    [Fact]
    public async Task A_start_error_is_left_to_the_caller()
    {
        using var stop = new StopRequest();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(new BadStart(), stop));

        Assert.Equal("cannot start", error.Message);
    }

    private async Task<int> RunAsync(IHostedService service, StopRequest stop, params IHostedService[] more)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        foreach (var one in more.Prepend(service))
        {
            builder.Services.AddSingleton<IHostedService>(provider => one is StopsTheHost stops ? stops.With(provider) : one is SlowStart slow ? slow.With(provider) : one);
        }

        using var host = builder.Build();
        return await HostRun.RunAsync(host, stop, report =>
        {
            _reports.Add(report);
            return Task.CompletedTask;
        });
    }

    private sealed class Failing : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new NotSupportedException("the true cause");
        }
    }

    /// <summary>Does not finish starting before the host stops.</summary>
    private sealed class SlowStart : IHostedService
    {
        private IHostApplicationLifetime? _lifetime;

        public SlowStart With(IServiceProvider services)
        {
            _lifetime = services.GetRequiredService<IHostApplicationLifetime>();
            return this;
        }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var stopping = new TaskCompletionSource();
            await using var registration = _lifetime!.ApplicationStopping.Register(stopping.SetResult);
            await stopping.Task;
            cancellationToken.ThrowIfCancellationRequested();
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class StopsTheHost : IHostedService
    {
        private IHostApplicationLifetime? _lifetime;

        public Action Before { get; init; } = () => { };

        public StopsTheHost With(IServiceProvider services)
        {
            _lifetime = services.GetRequiredService<IHostApplicationLifetime>();
            return this;
        }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Before();
            _lifetime!.StopApplication();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class BadStart : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("cannot start");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
