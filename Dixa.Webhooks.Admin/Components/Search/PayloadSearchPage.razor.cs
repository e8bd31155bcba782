using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>Searches payloads for a text. The URL holds the search, which starts when the page opens. All fields are used only on the renderer's synchronization context.</summary>
public sealed partial class PayloadSearchPage(PayloadSearch search, NavigationManager navigation, TimeProvider time, ILogger<PayloadSearchPage> logger) : IDisposable
{
    private readonly List<TimelineEvent> _found = [];
    private PayloadSearchAddress _address = PayloadSearchAddress.Of(null);
    private string? _typed;
    private FieldError? _error;
    private PayloadQuery? _query;
    private PayloadProgress? _progress;
    private PayloadSearchState? _state;
    private CancellationTokenSource? _running;

    /// <summary>How many payloads were searched before the last continuation.</summary>
    private long _searchedBefore;

    [SupplyParameterFromQuery(Name = PayloadSearchAddress.TextName)]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = PayloadSearchAddress.EventName)]
    public string? Event { get; set; }

    [SupplyParameterFromQuery(Name = ChosenTimes.RangeName)]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = ChosenTimes.FromName)]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = ChosenTimes.ToName)]
    public string? To { get; set; }

    private string StatusText
    {
        get
        {
            var counts = $"{Count(_searchedBefore + (_progress?.Searched ?? 0), "payload")}, {Count(_found.Count, "match", "matches")}";
            return _state switch
            {
                PayloadSearchState.Running => $"Searching: {counts}",
                PayloadSearchState.Cancelled => $"Cancelled: {counts}",
                _ => $"Searched: {counts}",
            };
        }
    }

    public void Dispose() => Stop();

    protected override async Task OnParametersSetAsync()
    {
        var address = Text is null && Range is null ? PayloadSearchAddress.Of(null) : new PayloadSearchAddress(Text, Event, new ChosenTimes(Range, From, To));
        if (address == _address || !RendererInfo.IsInteractive)
        {
            return;
        }

        (_address, _typed) = (address, address.Text);
        await StartAsync();
    }

    private static string Count(long count, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>Searches again if the address is the same.</summary>
    private Task SubmitAsync()
    {
        var address = _address with { Text = InvisibleText.Trim(_typed) };
        if (address == _address)
        {
            return StartAsync();
        }

        navigation.NavigateTo(AppUrls.SearchPayloads(address));
        return Task.CompletedTask;
    }

    private void Change(PayloadSearchAddress address)
    {
        if (string.IsNullOrWhiteSpace(_typed))
        {
            _address = address;
        }
        else
        {
            navigation.NavigateTo(AppUrls.SearchPayloads(address with { Text = InvisibleText.Trim(_typed) }));
        }
    }

    private Task StartAsync()
    {
        Stop();
        _found.Clear();
        (_progress, _state, _searchedBefore) = (null, null, 0);
        _query = _address.Read(time.GetUtcNow(), out _error);
        return _query is null ? Task.CompletedTask : RunAsync(_query, null);
    }

    private Task ContinueAsync()
    {
        _searchedBefore += _progress?.Searched ?? 0;
        return RunAsync(_query!, _progress?.Next);
    }

    /// <summary>Searches on another thread, because reading the database blocks it.</summary>
    private async Task RunAsync(PayloadQuery query, long? before)
    {
        using var running = new CancellationTokenSource();
        (_running, _state) = (running, PayloadSearchState.Running);
        try
        {
            await Task.Run(async () =>
            {
                await foreach (var progress in search.SearchAsync(query, before, running.Token))
                {
                    await InvokeAsync(() => Show(progress, running));
                }
            });
            running.Token.ThrowIfCancellationRequested();
            _state = _progress?.Next is null ? PayloadSearchState.Completed : PayloadSearchState.Paused;
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // Another search may have begun.
            _state = _running == running ? PayloadSearchState.Cancelled : _state;
        }
        catch (DbException error)
        {
            Log.SearchFailed(logger, error);
            _state = PayloadSearchState.Failed;
        }
        finally
        {
            _running = _running == running ? null : _running;
        }
    }

    private void Show(PayloadProgress progress, CancellationTokenSource running)
    {
        if (_running == running && !running.IsCancellationRequested)
        {
            _progress = progress;
            _found.AddRange(progress.Found);
            StateHasChanged();
        }
    }

    private void Cancel() => _running?.Cancel();

    private void Stop()
    {
        _running?.Cancel();
        _running = null;
    }

    private static partial class Log
    {
        [LoggerMessage(2103, LogLevel.Error, "Failed to search payloads; showing an error with a retry button")]
        public static partial void SearchFailed(ILogger logger, Exception error);
    }
}
