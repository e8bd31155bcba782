using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Retention;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Operations;

/// <summary>The size of the store, what the purge removes, and a button to run it now.</summary>
public sealed partial class StoragePage(StorageQueries queries, PurgeStarter starter, CurrentActor current, IDialogService dialogs, ISnackbar snackbar, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private StorageReport? _report;
    private PurgePreview? _next;
    private bool _failed;
    private bool _previewFailed;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await PreviewAsync();
            await RefreshWhileRunningAsync();
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private async Task ReadAsync()
    {
        try
        {
            _report = await queries.ReadAsync(_closed.Token);
            _failed = false;
        }
        catch (DbException)
        {
            _failed = true;
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    /// <summary>Counting takes a moment in a long history, so the rest of the page does not wait for it.</summary>
    private async Task PreviewAsync()
    {
        try
        {
            _next = await queries.PreviewAsync(_closed.Token);
            _previewFailed = false;
        }
        catch (DbException)
        {
            _previewFailed = true;
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            return;
        }

        StateHasChanged();
    }

    private async Task PurgeAsync()
    {
        _next = null;
        await PreviewAsync();
        if (await dialogs.ShowMessageBoxAsync("Purge now", StorageWords.Question(_next), yesText: "Purge", cancelText: "Cancel") is not true)
        {
            return;
        }

        if (!starter.TryStart(await current.GetAsync()))
        {
            snackbar.Add("A purge is already running.", Severity.Info);
        }

        await RefreshWhileRunningAsync();
        await ReadAsync();
    }

    private async Task RefreshWhileRunningAsync()
    {
        var wasRunning = false;
        while ((_report is { IsRunning: true } || starter.IsRunning) && !_closed.IsCancellationRequested)
        {
            wasRunning = true;
            StateHasChanged();
            await Task.Delay(RefreshInterval, time, _closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await ReadAsync();
        }

        if (wasRunning && !_closed.IsCancellationRequested)
        {
            await PreviewAsync();
        }
    }
}
