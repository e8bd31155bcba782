using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>What the sandbox answers, and for administrators the choice.</summary>
public sealed partial class AnswerChoice(SandboxControls controls, CurrentActor currentActor, ISnackbar snackbar)
{
    [Parameter, EditorRequired]
    public required SandboxAnswer Answer { get; set; }

    /// <summary>How often the redirect was followed.</summary>
    [Parameter, EditorRequired]
    public required long Followed { get; set; }

    [Parameter, EditorRequired]
    public required bool MayManage { get; set; }

    private async Task ChooseAsync(SandboxAnswer answer)
    {
        if (!controls.AnswerWith(await currentActor.GetAsync(), answer))
        {
            snackbar.Add("Only administrators may tell the sandbox what to answer.", Severity.Warning);
        }
    }
}
