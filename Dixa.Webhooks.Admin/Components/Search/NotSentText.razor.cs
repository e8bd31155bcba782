using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>Why a webhook did not get an event, in a sentence.</summary>
public sealed partial class NotSentText
{
    [Parameter, EditorRequired]
    public required NotSentReason Reason { get; set; }
}
