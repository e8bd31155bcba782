using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Changes a webhook as the signed-in user, and shows the user the result.</summary>
public sealed class WebhookChanger(CurrentActor currentActor, ISnackbar snackbar)
{
    /// <param name="done">The message to the user when the change was saved.</param>
    /// <param name="changed">Reloads the webhook. It is also called when the change was not saved, because the shown webhook may be outdated.</param>
    /// <param name="view">What <paramref name="changed"/> reloads: "list" or "page".</param>
    public async Task ChangeAsync(Func<Actor, Task<SaveResult>> change, string name, string done, EventCallback changed, string view = "page")
    {
        string? error;
        try
        {
            error = ChangeError.Of(await change(await currentActor.GetAsync()), name, view);
        }
        catch (DbException)
        {
            error = ChangeError.NoResponse(name);
        }

        await changed.InvokeAsync();
        snackbar.Add(error ?? done, error is null ? Severity.Success : Severity.Warning);
    }
}
