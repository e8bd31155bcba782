using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Says that a webhook keeps failing, since when and how, and when it will be disabled. Shows nothing while it does not.</summary>
public sealed partial class FailingBanner(AutoDisableRule rule)
{
    /// <summary>Further kinds of failures are counted together.</summary>
    private const int MaxKinds = 3;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    /// <summary>Null if there is nothing to say.</summary>
    [Parameter, EditorRequired]
    public required ConsecutiveFailures? Failing { get; set; }

    [Parameter, EditorRequired]
    public required bool CanManage { get; set; }

    private string Limit => Failing!.Count < rule.ConsecutiveFailures
        ? $"It will be disabled at {Number(rule.ConsecutiveFailures)} within {TimeText.Rough(rule.Window)}."
        : $"It is disabled only after {Number(rule.ConsecutiveFailures)} within {TimeText.Rough(rule.Window)}.";

    /// <summary>All deliveries whose last attempt ended in this way, or those since the first failure.</summary>
    private string Deliveries => Failing!.Kinds is [var only]
        ? AppUrls.DeliveriesWith(Webhook.Id, only.Result.Failure?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"{only.Result.StatusCode}"))
        : AppUrls.Deliveries(Webhook.Id, new HistoryFilter { Range = TimeRange.Custom, From = TimeRange.WriteTime(Failing.Since ?? Webhook.UpdatedAt) });

    private static string Kinds(ConsecutiveFailures failing)
    {
        if (failing.Kinds is [var only])
        {
            return failing.Count == 1 ? Word(only.Result) : $"all {Word(only.Result)}";
        }

        var others = failing.Kinds.Skip(MaxKinds).Sum(kind => kind.Count);
        string[] rest = others == 0 ? [] : [$"{Number(others)} others"];
        return string.Join(", ", [.. failing.Kinds.Take(MaxKinds).Select(kind => $"{Number(kind.Count)} × {Word(kind.Result)}"), .. rest]);
    }

    private static string Word(AttemptResult result) => result.Failure?.Word() ?? result.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "no response";

    private static string Failures(int count) => count == 1 ? "1 failure" : $"{Number(count)} consecutive failures";

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
