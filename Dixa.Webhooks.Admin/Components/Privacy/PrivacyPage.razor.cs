using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Privacy;
using Dixa.Webhooks.Admin.Privacy;

namespace Dixa.Webhooks.Admin.Components.Privacy;

/// <summary>Erases a person: preview, confirmation, progress.</summary>
public sealed partial class PrivacyPage(PersonEraser eraser, CurrentActor current, TimeProvider time) : IDisposable
{
    private const string NoResponse = "The database did not respond. Try again.";

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private string _value = "";
    private string? _error;
    private bool _working;
    private bool _failed;
    private bool _refreshing;
    private ErasurePreview? _preview;
    private IReadOnlyList<ErasureView>? _erasures;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? RefreshWhileRunningAsync() : Task.CompletedTask;

    private void Changed(string value) => (_value, _error, _preview) = (value, null, null);

    private async Task ReadAsync()
    {
        try
        {
            _erasures = await eraser.ListAsync(await current.GetAsync(), _closed.Token);
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

    private async Task PreviewAsync()
    {
        _working = true;
        try
        {
            Show(await eraser.PreviewAsync(await current.GetAsync(), _value, _closed.Token));
        }
        catch (DbException)
        {
            _error = NoResponse;
        }
        finally
        {
            _working = false;
        }
    }

    private async Task EraseAsync()
    {
        if (_working)
        {
            return;
        }

        _working = true;
        try
        {
            Show(await eraser.StartAsync(await current.GetAsync(), _value, _closed.Token));
        }
        catch (DbException)
        {
            _error = NoResponse;
            return;
        }
        finally
        {
            _working = false;
        }

        await ReadAsync();
        await RefreshWhileRunningAsync();
    }

    private void Show(ErasureResult result)
    {
        (_error, _preview) = (null, null);
        switch (result)
        {
            case ErasureResult.Previewed previewed:
                _preview = previewed.Preview;
                break;
            case ErasureResult.Started:
                _value = "";
                break;
            case ErasureResult.Invalid invalid:
                _error = $"The value {invalid.Error.Message}";
                break;
            default:
                _error = "Only administrators can erase people.";
                break;
        }
    }

    private async Task RefreshWhileRunningAsync()
    {
        if (_refreshing)
        {
            return;
        }

        _refreshing = true;
        while (_erasures?.Any(erasure => erasure.State is ErasureState.Running) is true && !_closed.IsCancellationRequested)
        {
            StateHasChanged();
            await Task.Delay(RefreshInterval, time, _closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await ReadAsync();
        }

        _refreshing = false;
        if (!_closed.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }
}
