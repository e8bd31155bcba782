using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Charts;

/// <summary>Charts of a webhook's delivery outcomes and of its endpoint's response times.</summary>
public sealed partial class OutcomeCharts(
    OutcomeHistory outcomes, TimeProvider time, NavigationManager navigation, DeliveryFeed feed, ILogger<OutcomeCharts> logger) : LiveComponent(feed, logger)
{
    /// <summary>About this many labels fit side by side on a phone.</summary>
    private const int Labels = 6;

    /// <summary>A range over a clock change can be this many hours longer.</summary>
    private const int ClockChange = 2;

    private static readonly (string Name, double Share)[] Percentiles = [("Median", 0.5), ("p95", 0.95), ("p99", 0.99)];

    private static readonly LineChartOptions LineOptions = new()
    {
        ChartPalette = ["var(--chart-delivered)", "var(--chart-middle)", "var(--chart-failed)"],
        YAxisToStringFunc = milliseconds => TimeText.Duration(TimeSpan.FromMilliseconds(milliseconds)),
        YAxisLines = true,
        YAxisRequireZeroPoint = true,
        MaxNumYAxisTicks = 5,
        LineStrokeWidth = 2,
        ShowDataMarkers = true,
    };

    private IReadOnlyList<OutcomeColumn> _columns = [];
    private List<ChartSeries<double>> _times = [];
    private string[] _labels = [];
    private ResponseTimes _all = new();
    private ChartRange? _loaded;
    private bool _hasLoaded;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    /// <summary>The <see cref="ChartRange.Slug"/> in the URL.</summary>
    [SupplyParameterFromQuery(Name = "range")]
    public string? Slug { get; set; }

    /// <summary>Called once, after the first load has succeeded or failed: what is below no longer moves.</summary>
    [Parameter]
    public EventCallback Loaded { get; set; }

    [CascadingParameter(Name = "TimeZone")]
    public TimeZoneInfo? TimeZone { get; set; }

    private ChartRange Range => ChartRange.Find(Slug);

    private string Outcomes => string.Join(" · ", new[]
    {
        $"{Number(_columns.Sum(column => column.Delivered))} delivered",
        $"{Number(_columns.Sum(column => column.Retried))} retried",
        $"{Number(_columns.Sum(column => column.GivenUp))} failed",
        $"{Number(_columns.Sum(column => column.Cancelled))} cancelled",
    });

    private string Times => _all.Count == 0
        ? "No responses"
        : string.Join(" · ", Percentiles.Select(percentile => $"{percentile.Name} {Time(_all, percentile.Share)}"));

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded is not null && _loaded != Range)
        {
            await RefreshAsync();
        }

        await FollowAsync(SubscriptionId);
        if (RendererInfo.IsInteractive && !_hasLoaded)
        {
            _hasLoaded = true;
            await Loaded.InvokeAsync();
        }
    }

    protected override async Task LoadAsync()
    {
        var range = Range;
        var hours = await outcomes.HoursAsync(SubscriptionId, range.Hours + ClockChange);
        _columns = OutcomeColumn.Of(hours, range, time.GetUtcNow(), TimeZone ?? TimeZoneInfo.Utc);
        _labels = [.. _columns.Select((column, index) => (_columns.Count - 1 - index) % (_columns.Count / Labels) == 0 ? column.ShortLabel : "")];
        _times = [.. Percentiles.Select(percentile => new ChartSeries<double>
        {
            Name = percentile.Name,
            Data = _columns.Select(column => column.ResponseTimes.Percentile(percentile.Share)?.TotalMilliseconds).ToArray(),
        })];
        _all = new ResponseTimes();
        foreach (var column in _columns)
        {
            _all.Add(column.ResponseTimes);
        }

        _loaded = range;
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(ResponseTimes times, double share) => times.Percentile(share) is { } found ? TimeText.Duration(found) : "–";

    /// <summary>The deliveries that were created in the time of a column. An attempt can be later than its delivery.</summary>
    private string Deliveries(OutcomeColumn column) => AppUrls.Deliveries(
        SubscriptionId, new HistoryFilter { Range = TimeRange.Custom, From = TimeRange.WriteTime(column.From), To = TimeRange.WriteTime(column.To) });
}
