using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>Starts the demo with one click from the empty webhook list, and opens the page of the demo's webhook.</summary>
public sealed partial class PlayDemo(SandboxAddress address, DemoPlayer demo, CurrentActor currentActor, NavigationManager navigation, ISnackbar snackbar)
{
    private bool _busy;

    private async Task PlayAsync()
    {
        _busy = true;
        try
        {
            var result = await demo.PlayAsync(await currentActor.GetAsync());
            if (result is DemoResult.Playing playing)
            {
                navigation.NavigateTo(AppUrls.Webhook(playing.WebhookId));
            }
            else if (DemoError.Of(result) is { } error)
            {
                snackbar.Add(error, Severity.Warning);
            }
        }
        catch (DbException)
        {
            snackbar.Add(DemoError.NoResponse, Severity.Warning);
        }
        finally
        {
            _busy = false;
        }
    }
}
