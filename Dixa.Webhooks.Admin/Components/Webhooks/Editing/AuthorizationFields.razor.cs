using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>The authorization header of the requests. Values typed for one kind are kept while the user looks at another kind.</summary>
public sealed partial class AuthorizationFields
{
    [Parameter, EditorRequired]
    public required WebhookDraft Draft { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [Parameter, EditorRequired]
    public required FieldErrors Errors { get; set; }

    private string TokenHelp => BearerToken.Preview(Draft.Token) switch
    {
        null => "Sent as Authorization: Bearer <token>.",
        var header when BearerToken.HasScheme(Draft.Token) => $"Sends {header} The leading “Bearer” is removed because it is added for you.",
        var header => $"Sends {header}",
    };

    private Task SetAsync(Action set)
    {
        set();
        return Changed.InvokeAsync();
    }
}
