using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Api;

internal static class TokenActor
{
    /// <summary>The request's token as an actor. Each operation's policy has already required one.</summary>
    public static Actor Actor(this HttpContext http) =>
        http.User.ToActor() ?? throw new InvalidOperationException("The operation's policy allowed a token that can neither read nor manage.");
}
