using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Hangfire;
using Hangfire.Dashboard;
using Hangfire.States;
using Hangfire.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Hangfire's dashboard is read-only for every user and every HTTP method.</summary>
public sealed partial class ReadOnlyDashboardTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dixa-webhooks-jobs-").FullName;
    private WebApplication? _app;
    private HttpClient? _client;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every route of the dashboard that changes something, as registered by Hangfire.</summary>
    private static IReadOnlyList<string> Commands =>
    [
        .. ((IEnumerable<Tuple<string, IDashboardDispatcher>>)typeof(RouteCollection)
                .GetField("_dispatchers", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(DashboardRoutes.Routes)!)
            .Where(route => route.Item2.GetType().Name.Contains("Command", StringComparison.Ordinal))
            .Select(route => route.Item1),
    ];

    private JobStorage Jobs => _app!.Services.GetRequiredService<SharedJobStorage>().Storage;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([new("Urls", $"http://127.0.0.1:{FreePort.Find()}"), new("Storage:ConnectionString", $"Data Source={_folder}/webhooks.db")]);
        builder.Services.AddSingleton(TimeProvider.System).AddStorage().AddRecording().AddHangfire(hangfire => hangfire.UseInMemoryStorage()).AddSingleton<SharedJobStorage>();
        _app = builder.Build();
        _app.MapJobs();
        await _app.StartAsync(Cancel);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.Single()) };
        new RecurringJobManager(Jobs).AddOrUpdate("auto-disable", () => DashboardJob.Run(), Cron.Minutely());
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_dashboard_itself_can_be_viewed()
    {
        using var page = await _client!.GetAsync("/jobs/recurring", Cancel);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("auto-disable", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Trigger now", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    public async Task No_command_of_the_dashboard_works(string method)
    {
        Assert.Contains("/recurring/remove", Commands);
        Assert.Contains("/recurring/trigger", Commands);
        Assert.True(Commands.Count >= 12, string.Join(' ', Commands));
        foreach (var command in Commands)
        {
            var client = new BackgroundJobClient(Jobs);
            var failed = client.Create(() => DashboardJob.Run(), new FailedState(new InvalidOperationException()));
            var scheduled = client.Create(() => DashboardJob.Run(), new ScheduledState(TimeSpan.FromDays(1)));
            var enqueued = client.Create(() => DashboardJob.Run(), new EnqueuedState());

            foreach (var job in new[] { failed, scheduled, enqueued, "auto-disable" })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), "/jobs" + JobId().Replace(command, job))
                {
                    Content = new FormUrlEncodedContent([new("jobs[]", job)]),
                };
                using var response = await _client!.SendAsync(request, Cancel);
                Assert.True((int)response.StatusCode is >= 400 and < 500, $"{method} {request.RequestUri} returns {(int)response.StatusCode}.");
            }

            using var connection = Jobs.GetConnection();
            Assert.Equal(["Failed", "Scheduled", "Enqueued"], new[] { failed, scheduled, enqueued }.Select(job => connection.GetStateData(job)?.Name));
            var recurring = Assert.Single(connection.GetRecurringJobs());
            Assert.Equal(("auto-disable", (DateTime?)null), (recurring.Id, recurring.LastExecution));
        }
    }

    [GeneratedRegex(@"\(\?<JobId>[^)]*\)")]
    private static partial Regex JobId();
}

/// <summary>A job for the dashboard to list. It is never run.</summary>
public static class DashboardJob
{
    [AutomaticRetry(Attempts = 0)]
    public static void Run()
    {
    }
}
