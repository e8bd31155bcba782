using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>
/// A part of a page that reads its own data every few seconds. If a read fails, it keeps what it showed and says so, and the other parts are not
/// affected. All fields are used only on the renderer's synchronization context.
/// </summary>
public abstract partial class PollingComponent<T>(TimeProvider time, ILogger logger) : ComponentBase, IDisposable
    where T : class
{
    /// <summary>How long to wait between two reads.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _closed = new();

    /// <summary>What was read last; null before the first read.</summary>
    protected T? Value { get; private set; }

    protected PartState State { get; private set; } = PartState.Loading;

    protected TimeProvider Time { get; } = time;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<T> ReadAsync(CancellationToken cancel);

    // A prerendered page stays in its loading state, because its buttons would not react to clicks yet.
    protected override Task OnInitializedAsync() => RendererInfo.IsInteractive ? RefreshAsync() : Task.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        var closed = _closed.Token;
        while (true)
        {
            await Task.Delay(Interval, Time, closed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (closed.IsCancellationRequested)
            {
                return;
            }

            await RefreshAsync();
            StateHasChanged();
        }
    }

    protected async Task RefreshAsync()
    {
        var closed = _closed.Token;
        try
        {
            Value = await ReadAsync(closed);
            State = PartState.Shown;
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // The page was closed.
        }
        catch (Exception error)
        {
            // The page is for finding out what does not work, so whatever a part throws must not take the others with it.
            if (State is PartState.Loading or PartState.Shown)
            {
                Log.NotRead(logger, GetType().Name, error);
            }

            State = Value is null ? PartState.Failed : PartState.Stale;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2102, LogLevel.Warning, "Failed to read {Component} for the System page; it is tried again every few seconds")]
        public static partial void NotRead(ILogger logger, string component, Exception error);
    }
}

/// <summary>What a part of the page can show.</summary>
public enum PartState
{
    Loading,
    Shown,

    /// <summary>The last read failed, and what was read before is shown.</summary>
    Stale,

    /// <summary>Nothing could be read yet.</summary>
    Failed,
}
