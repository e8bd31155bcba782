using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>The fields for what people note about a webhook.</summary>
public sealed partial class LabelFields
{
    // A SignalR message over 32 KB ends the connection. Validation reports a text that was cut off here as too long.
    private const int MaxInputLength = 4_000;

    private static readonly string TagsHint = $"Up to {WebhookLabels.MaxTags}, separated by commas. The list of webhooks finds them.";

    [Parameter, EditorRequired]
    public required WebhookDraft Draft { get; set; }

    [Parameter, EditorRequired]
    public required FieldErrors Errors { get; set; }

    private string Tags => string.Join($"{WebhookLabels.Separator} ", WebhookLabels.Clean(Draft.Tags));

    private void Set(string field, Action set)
    {
        Errors.Clear(field);
        set();
    }
}
