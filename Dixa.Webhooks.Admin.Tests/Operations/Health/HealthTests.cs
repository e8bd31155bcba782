using System.Net;
using System.Text.Json;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Dixa.Webhooks.Admin.Support;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dixa.Webhooks.Admin.Operations.Health;

/// <summary>The endpoints for load balancers and monitors, and what turns each check red.</summary>
public sealed class HealthTests
{
    /// <summary>The longest time from a fault to the 503, if someone asks each second.</summary>
    internal static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Web", "process", "store", "migrations", "background")]
    [InlineData("Ingest", "process", "store", "migrations", "background")]
    [InlineData("Dispatch", "process", "store", "migrations", "leases", "lanes", "jobs", "mail", "background")]
    [InlineData("Web, Ingest, Dispatch", "process", "store", "migrations", "leases", "lanes", "jobs", "mail", "background")]
    public async Task A_process_answers_without_sign_in_whatever_its_roles(string roles, params string[] checks)
    {
        await using var app = await InProcessApp.StartAsync(("Node:Roles", roles));

        using var alive = await app.Client.GetAsync("/healthz", Cancel);
        Assert.Equal((HttpStatusCode.OK, """{"status":"ok"}"""), (alive.StatusCode, await alive.Content.ReadAsStringAsync(Cancel)));

        await Eventually.BecomesTrueAsync(async () => (await ReadyAsync(app)).Status is HttpStatusCode.OK, "it is ready");
        using var ready = await app.Client.GetAsync("/readyz", Cancel);
        using var body = JsonDocument.Parse(await ready.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("application/json", ready.Content.Headers.ContentType?.MediaType);
        Assert.True(ready.Headers.CacheControl?.NoStore);
        Assert.False(ready.Headers.Contains("Set-Cookie"));
        Assert.Equal("ok", body.RootElement.GetProperty("status").GetString());
        Assert.Equal(checks, body.RootElement.GetProperty("checks").EnumerateObject().Select(check => check.Name));
        Assert.All(body.RootElement.GetProperty("checks").EnumerateObject(), check => Assert.Equal("ok", check.Value.GetString()));
    }

    [Fact]
    public async Task Many_requests_are_neither_limited_nor_logged_and_check_at_most_once_a_second()
    {
        var counted = new CountedCheck();
        await using var app = await InProcessApp.StartWithAsync(services => services.AddHealthChecks().AddCheck("counted", counted), ("Limits:SignIn:TotalPerSecond", "1"), ("Limits:SignIn:Burst", "1"));
        await ReadyAsync(app, "it is ready");
        var (before, output, start) = (counted.Count, app.Output.Length, TimeProvider.System.GetTimestamp());

        for (var i = 0; i < 100; i++)
        {
            var all = await Task.WhenAll(ReadyAsync(app), ReadyAsync(app), StatusAsync(app, "/healthz"));
            Assert.All(all, one => Assert.Equal(HttpStatusCode.OK, one.Status));
        }

        Assert.InRange(counted.Count - before, 0, (int)TimeProvider.System.GetElapsedTime(start).TotalSeconds + 2);
        Assert.DoesNotContain("readyz", app.Output[output..], StringComparison.Ordinal);
        Assert.DoesNotContain("healthz", app.Output[output..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_file_turns_the_store_and_the_leases_red()
    {
        await using var app = await InProcessApp.StartAsync();
        await ReadyAsync(app, "it is ready");

        await using (await WriteLock.TakeAsync(app.Database))
        {
            await FailsAsync(app, "store", "leases");
            Assert.Equal(HttpStatusCode.OK, (await StatusAsync(app, "/healthz")).Status);
        }

        await ReadyAsync(app, "it is ready again");
        Assert.Contains("This process is not ready: store, leases failed", app.Output, StringComparison.Ordinal);
        Assert.Contains("This process is ready again", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_that_fail_for_want_of_space_turn_the_store_red()
    {
        var disk = new SmallDisk();
        await using var app = await InProcessApp.StartWithAsync(services => services.ConfigureDbContext<SqliteWebhooksContext>(options => options.AddInterceptors(disk)));
        await ReadyAsync(app, "it is ready");

        disk.Fill();
        using (var refused = await app.Api.PostAsync("/v1/events", Event(new string('x', 200_000)), Cancel))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        await FailsAsync(app, "store");
        disk.MakeRoom();

        await ReadyAsync(app, "it is ready again");
    }

    [Fact]
    public async Task A_file_that_was_made_read_only_turns_the_store_red()
    {
        await using var app = await InProcessApp.StartAsync();
        await ReadyAsync(app, "it is ready");

        var file = new FileInfo(app.Database) { IsReadOnly = true };
        await FailsAsync(app, "store");
        file.IsReadOnly = false;

        await ReadyAsync(app, "it is ready again");
    }

    [Fact]
    public async Task A_migration_of_a_newer_version_turns_the_migrations_red()
    {
        await using var app = await InProcessApp.StartAsync();
        await ReadyAsync(app, "it is ready");

        await using var file = new SqliteConnection($"Data Source={app.Database};Pooling=False");
        await file.OpenAsync(Cancel);
        await ExecuteAsync(file, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Later', '99.0.0')");

        await FailsAsync(app, "migrations");
        await ExecuteAsync(file, "DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = '99990101000000_Later'");
        await ReadyAsync(app, "it is ready again");
    }

    [Fact]
    public async Task A_background_service_that_keeps_failing_turns_the_process_red_and_does_not_end_it()
    {
        var works = false;
        await using var app = await InProcessApp.StartWithAsync(services => services.AddSingleton<IHostedService>(
            new GuardedServiceTests.Flaky(TimeProvider.System, NullLogger.Instance, _ => Volatile.Read(ref works) ? TimeSpan.FromMilliseconds(50) : throw new IOException("/secret/path"))));

        await FailsAsync(app, "background");

        Volatile.Write(ref works, true);
        await ReadyAsync(app, "it is ready");
    }

    [Fact]
    public async Task A_check_that_ignores_its_limit_fails_under_its_name_and_is_not_started_again()
    {
        var check = new StuckCheck();
        using var services = new ServiceCollection().AddLogging().AddSingleton(new BoundedCheck<StuckCheck>(check)).AddHealthChecks()
            .Add(new HealthCheckRegistration("stuck", provider => provider.GetRequiredService<BoundedCheck<StuckCheck>>(), HealthStatus.Unhealthy, tags: null, TimeSpan.FromMilliseconds(50)))
            .Services.BuildServiceProvider();
        var checks = services.GetRequiredService<HealthCheckService>();

        for (var i = 0; i < 2; i++)
        {
            var report = await checks.CheckHealthAsync(Cancel);
            Assert.Equal(("stuck", HealthStatus.Unhealthy), (Assert.Single(report.Entries).Key, report.Entries["stuck"].Status));
        }

        Assert.Equal(1, check.Count);
        check.Release();
        await Eventually.BecomesTrueAsync(async () => (await checks.CheckHealthAsync(Cancel)).Status is HealthStatus.Healthy, "it is healthy");
    }

    [Fact]
    public async Task A_job_server_that_stops_turns_the_jobs_red()
    {
        using var storage = new InMemoryStorage();
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { HeartbeatInterval = JobServers.HeartbeatInterval, WorkerCount = 1 }, storage);
        await using var app = await InProcessApp.StartWithAsync(services => services.AddSingleton(new JobServers(storage, [])));
        await ReadyAsync(app, "it is ready");

        server.Dispose();

        await FailsAsync(app, "jobs");
    }

    [Fact]
    public async Task Stopping_turns_the_lanes_red()
    {
        await using var app = await InProcessApp.StartAsync();
        await ReadyAsync(app, "it is ready");

        app.Services.GetRequiredService<LaneRegistry>().Stop();

        await FailsAsync(app, "lanes");
    }

    [Fact]
    public async Task A_check_that_hangs_is_reported_in_time_without_its_reason()
    {
        await using var app = await InProcessApp.StartWithAsync(services => services.AddHealthChecks()
            .AddCheck("hangs", new HangingCheck())
            .AddCheck("throws", () => throw new InvalidOperationException("Password=hunter2;Host=db.internal")));

        var body = await FailsAsync(app, Readiness.NotChecked);

        Assert.Equal("""{"status":"failed","checks":{"checks":"failed"}}""", body);
    }

    [Fact]
    public async Task The_reason_of_a_failure_is_not_shown()
    {
        await using var app = await InProcessApp.StartWithAsync(services => services.AddHealthChecks().AddCheck("throws", () => throw new InvalidOperationException("Password=hunter2;Host=db.internal")));

        var body = await FailsAsync(app, "throws");

        Assert.Matches("""^\{"status":"failed","checks":\{("[a-z]+":"(ok|failed)",?)+\}\}$""", body);
    }

    private static async Task ExecuteAsync(SqliteConnection file, string sql)
    {
        await using var command = file.CreateCommand();
#pragma warning disable CA2100 // The statement is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static StringContent Event(string text) =>
        new($$"""{"event_fqn":"CONVERSATION_CREATED","data":{{SampleData.With($"\"a\":\"{text}\"")}}}""", System.Text.Encoding.UTF8, "application/json");

    private static Task ReadyAsync(InProcessApp app, string what) => Eventually.BecomesTrueAsync(async () => (await ReadyAsync(app)).Status is HttpStatusCode.OK, what);

    private static Task<(HttpStatusCode Status, string Body)> ReadyAsync(InProcessApp app) => StatusAsync(app, "/readyz");

    private static async Task<(HttpStatusCode Status, string Body)> StatusAsync(InProcessApp app, string path)
    {
        using var response = await app.Client.GetAsync(path, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Waits until the checks fail, which they do in the promised time: <see cref="Readiness"/> says why.</summary>
    private static async Task<string> FailsAsync(InProcessApp app, params string[] checks)
    {
        var last = (Status: HttpStatusCode.OK, Body: "");
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                last = await ReadyAsync(app);
                return last.Status is HttpStatusCode.ServiceUnavailable && checks.All(check => last.Body.Contains($"\"{check}\":\"failed\"", StringComparison.Ordinal));
            },
            $"{string.Join(" and ", checks)} failed",
            Promised);
        return last.Body;
    }

    private sealed class CountedCheck : IHealthCheck
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
    }

    private sealed class StuckCheck : IHealthCheck
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Release() => _released.SetResult();

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            await _released.Task;
            return HealthCheckResult.Healthy();
        }
    }

    private sealed class HangingCheck : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Cancel);
            return HealthCheckResult.Healthy();
        }
    }
}
