using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Api;

internal static class TokenActor
{
    /// <summary>The request's token as an actor. Each operation's policy has already required one.</summary>
    public static Actor Actor(this HttpContext http) =>
        http.User.ToActor() is { } actor
            ? actor with { Address = ClientAddress.Of(http) }
            : throw new InvalidOperationException("The operation's policy allowed a token that can neither read nor manage.");

    /// <summary>The request's token, whose scope allows what only administrators may do otherwise. The operation's policy has already required it.</summary>
    public static Actor Administrator(this HttpContext http) => http.User.ToAdministrator() with { Address = ClientAddress.Of(http) };
}
