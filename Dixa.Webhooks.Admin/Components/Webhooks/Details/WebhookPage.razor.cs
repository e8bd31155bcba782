using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.BulkActions;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Recovery;
using Dixa.Webhooks.Admin.Components.Webhooks.Replays;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

public sealed partial class WebhookPage(
    WebhookQueries queries, FailingQueries failing, CurrentActor currentActor, IDialogService dialogs, NavigationManager navigation, DeliveryFeed feed, ILogger<WebhookPage> logger) : WebhookComponent(queries, feed, logger)
{
    public const string ReplayName = "replay";

    private Actor? _actor;
    private ConsecutiveFailures? _failing;
    private BulkActionPanel? _actions;
    private RecoveryPanel? _recovery;
    private bool _replayOpened;

    /// <summary>The URL segment of a <see cref="WebhookTab"/>.</summary>
    [Parameter]
    public string? Tab { get; set; }

    /// <summary>Whether the webhook has just been created: then its secret and the next steps are shown first.</summary>
    [SupplyParameterFromQuery]
    public bool Created { get; set; }

    /// <summary>Whether to open the dialog that sends missed events.</summary>
    [SupplyParameterFromQuery(Name = ReplayName)]
    public bool Replay { get; set; }

    /// <summary>The start of the dialog's time span; null for the time in which the webhook was disabled.</summary>
    [SupplyParameterFromQuery]
    public string? Since { get; set; }

    /// <summary>The end of the dialog's time span; null for now.</summary>
    [SupplyParameterFromQuery]
    public string? Until { get; set; }

    /// <summary>The wire name of the event type that the dialog selects; null for those that the webhook subscribes to.</summary>
    [SupplyParameterFromQuery]
    public string? Event { get; set; }

    /// <summary>The only event that the dialog sends; null for those of the time span.</summary>
    [SupplyParameterFromQuery]
    public string? EventId { get; set; }

    protected override bool IsMissing => base.IsMissing || WebhookTabs.Find(Tab) is null;

    private string Title => (Webhook is { Enabled: false } ? "Disabled: " : "") + (Webhook?.Name ?? "Webhook") + (WebhookTabs.Find(Tab) is { } tab and not WebhookTab.Events ? $" – {tab}" : "");

    private bool CanManage => _actor is { MayManage: true };

    protected override async Task OnParametersSetAsync()
    {
        _actor ??= await currentActor.SignedInAsync();
        await base.OnParametersSetAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Replay && !_replayOpened && CanManage && Webhook is { } webhook)
        {
            _replayOpened = true;
            await ReplayButton.OpenAsync(dialogs, webhook, new ReplaySelection(TimeRange.ReadTime(Since), TimeRange.ReadTime(Until), EventCatalogue.TryFind(Event, out var type) ? type.Fqn : null, Guid.TryParse(EventId, out var id) ? id : null));
            _replayOpened = false;
            navigation.NavigateTo(AppUrls.Webhook(Id), replace: true);
            await ShowReplayAsync();
        }
    }

    protected override async Task LoadAsync()
    {
        await base.LoadAsync();
        _failing = Webhook is { Enabled: true } ? await failing.FindAsync(Webhook.Id) : null;
    }

    /// <summary>Shows the progress of a replay that was just started.</summary>
    private async Task ShowReplayAsync()
    {
        await ShowActionsAsync();
        await (_recovery?.ReloadAsync() ?? Task.CompletedTask);
    }

    private Task ShowActionsAsync() => _actions?.ReloadAsync() ?? Task.CompletedTask;
}
