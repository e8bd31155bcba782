using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>The requests that the sandbox received, the response that it sends, and the demo; live.</summary>
public sealed partial class SandboxPage(
    SandboxAddress address,
    SandboxInbox inbox,
    SandboxCommands commands,
    DemoPlayer demo,
    WebhookQueries webhooks,
    CurrentActor currentActor,
    ISnackbar snackbar,
    ILogger<SandboxPage> logger) : LiveComponent(inbox.Feed, logger)
{
    private Actor? _actor;
    private IReadOnlyList<SandboxRequest>? _requests;
    private IReadOnlyList<WebhookSummary> _webhooks = [];
    private DemoState _demo = demo.State;
    private long _count;

    private bool CanManage => _actor is { MayManage: true };

    protected override async Task OnInitializedAsync()
    {
        _actor = await currentActor.SignedInAsync();
        if (address.IsEnabled)
        {
            await FollowAsync(null);
        }
    }

    protected override async Task LoadAsync()
    {
        // Read the state before the webhooks: the demo creates its webhook before it starts to play, so the webhook is then in the list.
        var state = demo.State;
        _webhooks = address.OffersDemo ? await webhooks.ListAsync() : [];
        (_requests, _count, _demo) = (inbox.Requests, inbox.Count, state);
    }

    private async Task ClearAsync()
    {
        try
        {
            if (!await commands.ClearAsync(await currentActor.GetAsync()))
            {
                snackbar.Add("Only administrators can clear the sandbox.", Severity.Warning);
            }
        }
        catch (DbException)
        {
            snackbar.Add("The database did not respond, so the sandbox was not cleared. Try again.", Severity.Error);
        }
    }
}
