using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>Says exactly what would be resent or cancelled, and starts it when confirmed.</summary>
public sealed partial class DeliveryActionDialog(DeliveryPlanner planner, DeliveryActionStarter starter, CurrentActor currentActor, TimeProvider time) : IDisposable
{
    public static readonly DialogOptions Options = new() { MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true };

    private readonly CancellationTokenSource _closed = new();

    /// <summary>Starting it twice, for example with a double click, starts it once.</summary>
    private readonly Guid _id = Guid.CreateVersion7(time.GetUtcNow());

    private DeliveryPlan? _plan;
    private int _read;
    private bool _starting;
    private string? _error;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required BulkActionKind Kind { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryChoice Choice { get; set; }

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            var (actor, cancel) = (await currentActor.GetAsync(), _closed.Token);

            // Calls to the store can block their thread, so run them outside the renderer's.
            var result = await Task.Run(() => planner.PlanAsync(actor, Kind, Choice, new Progress(this), cancel), cancel);
            (_plan, _error) = result switch
            {
                DeliveryPlanResult.Planned planned => (planned.Plan, null),
                DeliveryPlanResult.TooMany => (null, DeliveryActionText.TooMany),
                _ => ((DeliveryPlan?)null, DeliveryActionText.Forbidden),
            };
        }
        catch (DbException)
        {
            _error = "The deliveries could not be counted because the database did not respond. Close this and try again.";
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The dialog was closed.
        }
    }

    private async Task StartAsync()
    {
        if (_starting || _plan is not { } plan)
        {
            return;
        }

        (_starting, _error) = (true, null);
        try
        {
            if (await starter.StartAsync(await currentActor.GetAsync(), _id, plan) is BulkActionResult.Started)
            {
                Dialog.Close();
                return;
            }

            _error = DeliveryActionText.Forbidden;
        }
        catch (DbException)
        {
            _error = "The database did not respond. Try again: nothing is sent twice.";
        }

        _starting = false;
    }

    private sealed class Progress(DeliveryActionDialog dialog) : IProgress<int>
    {
        public void Report(int value)
        {
            dialog._read = value;
            _ = dialog.InvokeAsync(dialog.StateHasChanged);
        }
    }
}
