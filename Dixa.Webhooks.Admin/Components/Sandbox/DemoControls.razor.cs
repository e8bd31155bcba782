using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>Shows the demo's state, and lets administrators start it, stop it and set its rate.</summary>
public sealed partial class DemoControls(
    DemoPlayer demo, SandboxInbox inbox, WebhookCommands commands, WebhookChanger changer, CurrentActor currentActor, IDialogService dialogs, ISnackbar snackbar)
{
    private static readonly double[] Rates = [DemoRate.Min, 1, DemoRate.Default, 5, 10, DemoRate.Max];

    private bool _busy;

    [Parameter, EditorRequired]
    public required DemoState State { get; set; }

    /// <summary>All webhooks: events of the demo go to every webhook that subscribes to them.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<WebhookSummary> Webhooks { get; set; }

    [Parameter, EditorRequired]
    public required bool CanManage { get; set; }

    /// <summary>Raised when a webhook may have changed, so that the page reloads.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private WebhookSummary? Webhook => Webhooks.FirstOrDefault(webhook => webhook.Id == State.WebhookId);

    private bool IsReceived => Webhook is { Enabled: true };

    private bool ResponseFails => inbox.Response is SandboxResponse.ServerError or SandboxResponse.NotFound or SandboxResponse.Never;

    private List<WebhookSummary> Others => [.. Webhooks.Where(webhook => webhook.Enabled && webhook.Name != DemoWebhook.Name)];

    private string OthersText => Others is [var one]
        ? $"{one.Name} is enabled and will receive demo events too."
        : $"{Others.Count} other webhooks are enabled and will receive demo events too.";

    private static string RateText(double rate) => rate.ToString(CultureInfo.InvariantCulture);

    private static string RateWords(double rate) => rate switch
    {
        1 => "1 event per second",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"1 event every {1 / rate:0.#} seconds"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{rate:0.#} events per second"),
    };

    private async Task PlayAsync()
    {
        if (Others.Count == 0
            || await dialogs.ShowMessageBoxAsync("Play the demo", $"{OthersText} Play anyway?", yesText: "Play the demo", cancelText: "Cancel") is true)
        {
            await RunAsync(async () => await demo.PlayAsync(await currentActor.GetAsync()));
        }
    }

    private Task StopAsync() => RunAsync(async () => await demo.StopAsync(await currentActor.GetAsync()));

    private async Task EnableAsync(WebhookSummary webhook)
    {
        _busy = true;
        await changer.ChangeAsync(
            actor => commands.SetEnabledAsync(actor, webhook.Id, webhook.Revision, enabled: true), webhook.Name, $"{webhook.Name} was enabled.", Changed);
        _busy = false;
    }

    private Task ChooseRateAsync(double rate) => RunAsync(async () => await demo.SetRateAsync(await currentActor.GetAsync(), rate));

    private async Task RunAsync(Func<Task<DemoResult>> action)
    {
        _busy = true;
        try
        {
            if (DemoError.Of(await action()) is { } error)
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
