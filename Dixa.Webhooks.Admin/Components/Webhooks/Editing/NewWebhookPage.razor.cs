using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

public sealed partial class NewWebhookPage(
    WebhookQueries queries, WebhookCommands commands, CurrentActor currentActor, SandboxAddress sandbox, NavigationManager navigation)
{
    private WebhookDraft? _draft;
    private bool _missesSecrets;
    private bool _failed;

    /// <summary>The webhook to copy.</summary>
    [SupplyParameterFromQuery]
    public Guid? Copy { get; set; }

    /// <summary>The wire name of an event type to preselect.</summary>
    [SupplyParameterFromQuery]
    public string? Subscribe { get; set; }

    /// <summary>Whether to prefill the form for the application's own sandbox.</summary>
    [SupplyParameterFromQuery(Name = "sandbox")]
    public bool ForSandbox { get; set; }

    // A prerendered form would lose what the user types before the page is interactive.
    protected override Task OnInitializedAsync() => RendererInfo.IsInteractive ? OpenAsync() : Task.CompletedTask;

    private async Task OpenAsync()
    {
        try
        {
            var copied = Copy is { } id ? await queries.CopyAsync(await currentActor.GetAsync(), id) : null;
            (_draft, _failed) = (copied ?? NewDraft(), false);
            _missesSecrets = copied is { AuthorizationKind: not AuthorizationKind.None } or { Headers.Count: > 0 };
            if (EventCatalogue.TryFind(Subscribe, out var type))
            {
                _draft.Events.Add(type.Fqn);
            }
        }
        catch (DbException)
        {
            _failed = true;
        }
    }

    private WebhookDraft NewDraft() => ForSandbox && sandbox.Url is { } url
        ? new() { Name = "Sandbox", Url = url, Events = [.. EventCatalogue.All.Select(type => type.Fqn)] }
        : new();

    private async Task<SaveResult> CreateAsync(WebhookDraft draft) => await commands.CreateAsync(await currentActor.GetAsync(), draft);

    private void ShowCreated(Guid id) => navigation.NavigateTo(navigation.GetUriWithQueryParameters(AppUrls.Webhook(id), new Dictionary<string, object?> { ["created"] = true }));
}
