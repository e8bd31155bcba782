using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>Shows how the sandbox responds, and lets administrators change it.</summary>
public sealed partial class AnswerChoice(SandboxCommands commands, CurrentActor currentActor, ISnackbar snackbar)
{
    [Parameter, EditorRequired]
    public required SandboxAnswer Answer { get; set; }

    /// <summary>How many requests have followed the redirect.</summary>
    [Parameter, EditorRequired]
    public required long Followed { get; set; }

    [Parameter, EditorRequired]
    public required bool CanManage { get; set; }

    private async Task ChooseAsync(SandboxAnswer answer)
    {
        if (!commands.AnswerWith(await currentActor.GetAsync(), answer))
        {
            snackbar.Add("Only administrators can change the sandbox's response.", Severity.Warning);
        }
    }
}
