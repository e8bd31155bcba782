using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>Shows how the sandbox responds, and lets administrators change it.</summary>
public sealed partial class ResponseChoice(SandboxCommands commands, CurrentActor currentActor, ISnackbar snackbar)
{
    [Parameter, EditorRequired]
    public required SandboxResponse Response { get; set; }

    /// <summary>How many requests have followed the redirect.</summary>
    [Parameter, EditorRequired]
    public required long Followed { get; set; }

    /// <summary>Who chose the response; null if no one has.</summary>
    [Parameter]
    public string? ChosenBy { get; set; }

    [Parameter, EditorRequired]
    public required bool CanManage { get; set; }

    private async Task ChooseAsync(SandboxResponse response)
    {
        try
        {
            if (!await commands.RespondWithAsync(await currentActor.GetAsync(), response))
            {
                snackbar.Add("Only administrators can change the sandbox's response.", Severity.Warning);
            }
        }
        catch (DbException)
        {
            snackbar.Add("The database did not respond, so the response was not changed. Try again.", Severity.Error);
        }
    }
}
