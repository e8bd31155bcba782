using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Retention;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Replays;

/// <summary>Sends a webhook the events that it missed: choose the time span and the events, see how many there are, start.</summary>
public sealed partial class ReplayDialog(Replayer replayer, ReplayQueries queries, CurrentActor currentActor, IOptions<RetentionOptions> retention, TimeProvider time) : IDisposable
{
    public static readonly DialogOptions Options = new() { MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true };

    private const string Disabled = "disabled";

    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<string> _chosen = [];

    /// <summary>A double click starts one replay.</summary>
    private readonly Guid _replayId = Guid.CreateVersion7();

    private string _range = "";
    private string _perSecond = ReplayDraft.DefaultPerSecond.ToString(CultureInfo.InvariantCulture);
    private DateTimeOffset? _since;
    private DateTimeOffset? _until;
    private DateTimeOffset _counted;
    private DisabledSpan? _disabled;
    private MissedEvents? _missed;
    private int _countRequests;
    private bool _starting;
    private string? _error;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required bool Enabled { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<EventType> Subscribed { get; set; }

    /// <summary>What to choose first; null for what the webhook missed while it was disabled.</summary>
    [Parameter]
    public ReplaySelection? Selection { get; set; }

    private bool IsOneEvent => Selection?.EventId is not null;

    private int? PerSecond => int.TryParse(_perSecond, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= ReplayDraft.MinPerSecond and <= ReplayDraft.MaxPerSecond ? number : null;

    private string? RateError => PerSecond is null ? string.Create(CultureInfo.InvariantCulture, $"Must be between {ReplayDraft.MinPerSecond} and {ReplayDraft.MaxPerSecond:N0}.") : null;

    private IEnumerable<EventType> Shown => EventCatalogue.All.Where(type => IsSubscribed(type) || _chosen.Contains(type.Fqn) || Of(type.Fqn) is not null);

    private int Count => _chosen.Sum(CountOf);

    private int Removed => _chosen.Sum(fqn => Of(fqn)?.Removed ?? 0);

    private string Retention => RetentionWords.OfEvents(retention.Value);

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _chosen.UnionWith(Selection?.Event is { } fqn ? [fqn] : Subscribed.Select(type => type.Fqn));
        try
        {
            _disabled = await queries.DisabledAsync(SubscriptionId, _closed.Token);
        }
        catch (DbException)
        {
            // Counting fails too, and says so.
        }

        if (Selection?.Since is { } since)
        {
            _range = TimeRange.Custom;
            await SetAsync(since, Selection.Until);
            return;
        }

        await ChooseAsync(_disabled is null ? TimeRange.Day.Key : Disabled);
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Events(int count) => $"{Number(count)} {(count == 1 ? "event" : "events")}";

    private MissedOfType? Of(string fqn) => _missed?.ByType?.FirstOrDefault(type => type.Type == fqn);

    private int CountOf(string fqn) => Of(fqn)?.Count ?? 0;

    private bool IsSubscribed(EventType type) => Subscribed.Contains(type);

    private void Choose(string fqn, bool chosen) => _ = chosen ? _chosen.Add(fqn) : _chosen.Remove(fqn);

    private Task ChooseAsync(string? range)
    {
        _range = range ?? TimeRange.Custom;
        return _range == Disabled ? SetAsync(_disabled!.Since, _disabled.Until)
            : TimeRange.Find(_range) is { } known ? SetAsync(time.GetUtcNow() - known.Length, null)
            : SetAsync(_since, _until);
    }

    /// <summary>Counts all event types, so that choosing some of them needs no further count.</summary>
    private async Task SetAsync(DateTimeOffset? since, DateTimeOffset? until)
    {
        (_since, _until, _missed, _error) = (since, until, null, null);
        var request = ++_countRequests;
        if (since is null)
        {
            return;
        }

        // What is received while the user reads the number is not sent.
        _counted = until ?? time.GetUtcNow().AddTicks(1);
        var result = await RunAsync(actor => replayer.CountAsync(actor, SubscriptionId, new ReplayDraft(since) { Until = _counted, Events = EventCatalogue.All, EventId = Selection?.EventId }, _closed.Token));
        if (request == _countRequests)
        {
            _missed = (result as ReplayResult.Counted)?.Missed;
            _error = _missed is null ? ReplayError.Of(result) : null;
        }
    }

    private async Task StartAsync()
    {
        if (_starting)
        {
            return;
        }

        (_starting, _error) = (true, null);
        var draft = new ReplayDraft(_since) { Until = _counted, Events = [.. EventCatalogue.All.Where(type => _chosen.Contains(type.Fqn))], PerSecond = PerSecond, EventId = Selection?.EventId };
        var result = await RunAsync(actor => replayer.StartAsync(actor, SubscriptionId, draft, _replayId, _closed.Token));
        _starting = false;
        if (result is ReplayResult.Started)
        {
            Dialog.Close();
            return;
        }

        _error = ReplayError.Of(result);
    }

    /// <summary>Null if the database did not respond.</summary>
    private async Task<ReplayResult?> RunAsync(Func<Actor, Task<ReplayResult>> run)
    {
        var actor = await currentActor.GetAsync();
        try
        {
            // Calls to the store can block their thread, so run them outside the renderer's.
            return await Task.Run(() => run(actor), _closed.Token);
        }
        catch (DbException)
        {
            return null;
        }
    }
}
