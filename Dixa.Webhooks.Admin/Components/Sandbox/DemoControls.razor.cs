using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>How the demo stands, and for administrators how to start, stop and pace it.</summary>
public sealed partial class DemoControls(DemoPlayer demo, SandboxInbox inbox, WebhookCommands changes, CurrentActor currentActor, IDialogService dialogs, ISnackbar snackbar)
{
    private static readonly double[] Rates = [DemoRate.Slowest, 1, DemoRate.Default, 5, 10, DemoRate.Fastest];

    private bool _busy;

    [Parameter, EditorRequired]
    public required DemoState State { get; set; }

    /// <summary>All that there are: what the demo publishes goes to each that subscribes.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<WebhookSummary> Webhooks { get; set; }

    [Parameter, EditorRequired]
    public required bool MayManage { get; set; }

    /// <summary>The webhooks are to be read again.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private WebhookSummary? Webhook => Webhooks.FirstOrDefault(webhook => webhook.Id == State.WebhookId);

    private bool IsHeard => Webhook is { Enabled: true };

    private bool Refuses => inbox.Answer is SandboxAnswer.ServerError or SandboxAnswer.NotFound or SandboxAnswer.Never;

    private List<WebhookSummary> Others => [.. Webhooks.Where(webhook => webhook.Enabled && webhook.Name != DemoWebhook.Name)];

    private string OthersWords => Others is [var one]
        ? $"{one.Name} is enabled too: what it subscribes to goes there as well."
        : $"{Others.Count} other webhooks are enabled: what they subscribe to goes there as well.";

    private static string RateText(double rate) => rate.ToString(CultureInfo.InvariantCulture);

    private static string RateWords(double rate) => rate switch
    {
        1 => "1 event a second",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"1 event in {1 / rate:0.#} seconds"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{rate:0.#} events a second"),
    };

    private async Task PlayAsync()
    {
        if (Others.Count == 0
            || await dialogs.ShowMessageBoxAsync("Play the demo", $"{OthersWords} Play it all the same?", yesText: "Play the demo", cancelText: "Cancel") is true)
        {
            await AskAsync(async () => await demo.PlayAsync(await currentActor.GetAsync()));
        }
    }

    private Task StopAsync() => AskAsync(async () => await demo.StopAsync(await currentActor.GetAsync()));

    private async Task EnableAsync(WebhookSummary webhook)
    {
        _busy = true;
        string? problem;
        try
        {
            problem = ChangeError.Of(await changes.SetEnabledAsync(await currentActor.GetAsync(), webhook.Id, webhook.Revision, enabled: true), webhook.Name, "page");
        }
        catch (DbException)
        {
            problem = ChangeError.NoAnswer(webhook.Name);
        }

        await Changed.InvokeAsync();
        _busy = false;
        snackbar.Add(problem ?? $"{webhook.Name} is enabled.", problem is null ? Severity.Success : Severity.Warning);
    }

    private Task ChooseRateAsync(ChangeEventArgs change) => double.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var rate)
        ? AskAsync(async () => await demo.SetRateAsync(await currentActor.GetAsync(), rate))
        : Task.CompletedTask;

    private async Task AskAsync(Func<Task<DemoResult>> ask)
    {
        _busy = true;
        try
        {
            if (DemoProblem.Of(await ask()) is { } problem)
            {
                snackbar.Add(problem, Severity.Warning);
            }
        }
        catch (DbException)
        {
            snackbar.Add(DemoProblem.NoAnswer, Severity.Warning);
        }
        finally
        {
            _busy = false;
        }
    }
}
