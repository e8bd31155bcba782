using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Resends deliveries that failed or were cancelled since a given time: choose, see how many there are, resend, follow the progress.</summary>
public sealed partial class ResendFailedDialog(Resender resender, CurrentActor currentActor, TimeProvider time) : IDisposable
{
    /// <summary>The dialog's options while nothing is being resent.</summary>
    public static readonly DialogOptions Waiting = new() { MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true };

    private static readonly DialogOptions Busy = Waiting with { CloseOnEscapeKey = false };

    private readonly CancellationTokenSource _stop = new();
    private Step _step;
    private string _range = "";
    private DateTimeOffset? _since;
    private SendResult.ResentAll? _found;
    private ResendScope _scope = ResendScope.All;
    private int _countRequests;
    private int _done;
    private bool _stopped;
    private string? _error;

    private enum Step
    {
        Choosing,
        Sending,
        Ended,
    }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    /// <summary>The wire name of an event type; null for all event types.</summary>
    [Parameter]
    public string? EventType { get; set; }

    /// <summary>The preselected time range: the key of a <see cref="TimeRange"/>; null for one day.</summary>
    [Parameter]
    public string? Range { get; set; }

    /// <summary>With <see cref="TimeRange.Custom"/>: the preselected time.</summary>
    [Parameter]
    public DateTimeOffset? From { get; set; }

    /// <summary>How many of the found deliveries are selected.</summary>
    private int Count => _found is { } found ? (Chosen(ResendScope.Failed) ? found.Failed : 0) + (Chosen(ResendScope.Cancelled) ? found.Cancelled : 0) : 0;

    // More deliveries may have failed since they were counted.
    private int Total => Math.Max(Count, _done);

    private string Pending => AppUrls.Deliveries(SubscriptionId, new HistoryFilter { Status = nameof(DeliveryState.Pending), Event = EventType });

    public void Dispose()
    {
        // Leaving the page stops the resend, because the user could no longer see its progress.
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        if (Range is TimeRange.Custom && From is not null)
        {
            _range = TimeRange.Custom;
            return SetTimeAsync(From);
        }

        return ChooseAsync(TimeRange.Find(Range)?.Key ?? TimeRange.Day.Key);
    }

    private static string Deliveries(int count) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? "delivery" : "deliveries")}";

    private bool Chosen(ResendScope kind) => _scope.HasFlag(kind);

    private void Choose(ResendScope kind, bool chosen) => _scope = chosen ? _scope | kind : _scope & ~kind;

    private Task ChooseAsync(string? range)
    {
        _range = range ?? TimeRange.Custom;
        return SetTimeAsync(TimeRange.Find(_range) is { } known ? time.GetUtcNow() - known.Length : null);
    }

    private async Task SetTimeAsync(DateTimeOffset? since)
    {
        (_since, _found, _error) = (since, null, null);
        var count = ++_countRequests;
        if (since is not { } known)
        {
            return;
        }

        var (found, error) = await ResendAsync(new FailedDeliveries(known, EventType), dryRun: true);
        if (count == _countRequests)
        {
            (_found, _error) = (found, error);
        }
    }

    private async Task SendAsync()
    {
        if (_step is not Step.Choosing || _since is not { } since)
        {
            return;
        }

        (_step, _error) = (Step.Sending, null);
        await Dialog.SetOptionsAsync(Busy);
        try
        {
            (var sent, _error) = await ResendAsync(new FailedDeliveries(since, EventType, _scope), dryRun: false);
            _done = sent?.Count ?? _done;
        }
        catch (OperationCanceledException)
        {
            _stopped = true;
        }

        _step = Step.Ended;
        await Dialog.SetOptionsAsync(Waiting);
    }

    private async Task<(SendResult.ResentAll? Resent, string? Error)> ResendAsync(FailedDeliveries which, bool dryRun)
    {
        try
        {
            var (actor, cancel) = (await currentActor.GetAsync(), _stop.Token);

            // Calls to the store can block their thread, so run them outside the renderer's.
            var result = await Task.Run(() => resender.ResendFailedAsync(actor, SubscriptionId, which, dryRun, new Progress(this), cancel), cancel);
            return result is SendResult.ResentAll all ? (all, null) : (null, ResendError.Of(result));
        }
        catch (DbException)
        {
            return (null, dryRun ? "The deliveries could not be counted because the database did not respond. Choose the time again." : "The database did not respond, so not all deliveries were resent.");
        }
    }

    private Task StopAsync() => _stop.CancelAsync();

    private sealed class Progress(ResendFailedDialog dialog) : IProgress<int>
    {
        public void Report(int value)
        {
            dialog._done = value;
            _ = dialog.InvokeAsync(dialog.StateHasChanged);
        }
    }
}
