using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>What a running application returns to Prometheus, and what the dashboard, the alerts and the documents expect of it.</summary>
public sealed partial class MetricsTests : IAsyncLifetime
{
    private const string Token = "token-of-the-metrics";

    /// <summary>Appears with the first backup, or if nightly ones are on.</summary>
    private const string BackupAge = "dixa_webhooks_backup_age_seconds";

    /// <summary>Prometheus adds it to each scrape.</summary>
    private const string Up = "up";

    private AppProcess? _app;
    private Receiver? _receiver;
    private string _scraped = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HashSet<string> Series => [.. Sample().Matches(_scraped).Select(sample => sample.Groups[1].Value)];

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        _app = await AppProcess.StartAsync(
            store => store.CreateWebhookAsync(draft => (draft.Name, draft.Url, draft.Events) = ("Secret customer", _receiver.Url.ToString(), ["CONVERSATION_CREATED"])),
            ("Metrics:Token", Token),
            ("Retention:Interval", "00:00:01"));
        await _app.PublishAsync(3);
        await _receiver.ReceivesAsync(3);
        await _app.RecordsAsync(3);
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                _scraped = await ScrapeAsync();
                return Series.Contains("dixa_webhooks_oldest_due_seconds") && Series.Contains("dixa_webhooks_retention_age_seconds") && Series.Contains("dixa_webhooks_ready");
            },
            "the figures of the store are there",
            TimeSpan.FromSeconds(120));
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_receiver is not null)
        {
            await _receiver.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_dashboard_the_alerts_and_the_document_name_only_metrics_that_exist_and_labels_stay_few()
    {
        foreach (var file in new[] { "deploy/grafana/dashboard.json", "deploy/prometheus/alerts.yml" })
        {
            var named = Metric().Matches(Strings().Replace(await ReadAsync(file), "\"\"")).Select(name => name.Value).Distinct().ToList();
            Assert.Contains("dixa_webhooks_oldest_due_seconds", named);
            Assert.Empty(named.Except(Series).Except([BackupAge, Up]));
        }

        var documented = DocumentedMetric().Matches(DocumentBlock.ReadDocument("docs/operations.md")).Select(row => row.Groups[1].Value).ToList();
        var own = Type().Matches(_scraped).Select(type => type.Groups[1].Value).Where(name => name.StartsWith("dixa_webhooks_", StringComparison.Ordinal)).Append(BackupAge);
        Assert.Equal(own.Distinct().Order(), documented.Order());

        // Neither the webhook's name, its URL nor an event.
        Assert.DoesNotContain("Secret customer", _scraped, StringComparison.Ordinal);
        Assert.DoesNotContain(_receiver!.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), string.Join('\n', _scraped.Split('\n').Where(line => line.StartsWith("http_client", StringComparison.Ordinal) || line.StartsWith("dixa_", StringComparison.Ordinal)).Select(line => Value().Replace(line, ""))), StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9a-f]{8}-[0-9a-f]{4}-", string.Join('\n', _scraped.Split('\n').Where(line => !line.StartsWith("target_info", StringComparison.Ordinal))));
        Assert.Contains("dixa_webhooks_attempts_total{outcome=\"success\"} 3", _scraped, StringComparison.Ordinal);
        Assert.Contains("dixa_webhooks_events_accepted_total{} 3", _scraped, StringComparison.Ordinal);
        Assert.Contains("dixa_webhooks_oldest_due_seconds{} 0", _scraped, StringComparison.Ordinal);
        Assert.All(_scraped.Split('\n').Where(line => line.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal)), line => Assert.DoesNotMatch("metrics|healthz|readyz", line));
    }

    [Fact]
    public async Task Prometheus_accepts_the_scrape()
    {
        var (exitCode, output) = await PromtoolTests.RunAsync("check metrics", _scraped);

        // It also prints advice about names, which are those of OpenTelemetry.
        Assert.True(exitCode is 0 or 3, output);
        Assert.DoesNotContain("error while linting", output, StringComparison.Ordinal);
    }

    private async Task<string> ScrapeAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var response = await _app!.Client.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Repository.Root, file), Cancel);

    /// <summary>The name of a metric in an expression: ours, or one of the frameworks.</summary>
    [GeneratedRegex(@"\b(?:up(?=\{)|(?:dixa_webhooks|http_server|http_client|dotnet|kestrel|aspnetcore)_[a-z0-9_]+)\b")]
    private static partial Regex Metric();

    /// <summary>Values of labels in an expression, and JSON in which they are escaped.</summary>
    [GeneratedRegex("""=~?\\?"[^"\\]*\\?"|"titleFormat": "[^"]*"|"uid": "[^"]*" """)]
    private static partial Regex Strings();

    [GeneratedRegex(@"^([a-z_0-9]+)(?:\{[^\n]*\})? [-0-9.NI+e]", RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("^# TYPE ([a-z_0-9]+) ", RegexOptions.Multiline)]
    private static partial Regex Type();

    [GeneratedRegex(" [-0-9.NIa+e]+$")]
    private static partial Regex Value();

    [GeneratedRegex(@"^\| `(dixa_webhooks_[a-z_]+)`", RegexOptions.Multiline)]
    private static partial Regex DocumentedMetric();
}
