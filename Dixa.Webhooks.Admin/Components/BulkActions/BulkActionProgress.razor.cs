using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.BulkActions;

/// <summary>How far a bulk action is, with buttons to pause, resume and cancel it. The component around it reloads the action.</summary>
public sealed partial class BulkActionProgress(BulkActionCommands commands, CurrentActor currentActor, IDialogService dialogs)
{
    private bool _working;
    private string? _error;

    [Parameter, EditorRequired]
    public required BulkActionView Action { get; set; }

    /// <summary>Whether the reader may pause, resume and cancel it.</summary>
    [Parameter]
    public bool MayAct { get; set; }

    /// <summary>The action was paused, resumed or cancelled.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private async Task AskToCancelAsync()
    {
        var rest = Action.Total - Action.Done - Action.Skipped;
        var question = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Stop after {BulkActionText.Progress(Action)}? The other {rest:N0} are left as they are. What is done stays done.");
        if (await dialogs.ShowMessageBoxAsync(BulkActionText.Title(Action), question, yesText: "Stop", cancelText: "Continue") is true)
        {
            await RunAsync(commands.CancelAsync);
        }
    }

    private async Task RunAsync(Func<Actor, Guid, CancellationToken, Task<BulkActionResult>> command)
    {
        _working = true;
        try
        {
            _error = await command(await currentActor.GetAsync(), Action.Id, CancellationToken.None) switch
            {
                BulkActionResult.Forbidden => "Only administrators can change bulk actions.",
                BulkActionResult.NotFound => "The action does not exist anymore.",
                _ => null,
            };
        }
        catch (DbException)
        {
            _error = "The database did not respond. Try again.";
        }
        finally
        {
            _working = false;
        }

        await Changed.InvokeAsync();
    }
}
