using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Api;

internal static class TokenActor
{
    /// <summary>Who holds the token of this request. Each operation's policy has seen to it that there is somebody.</summary>
    public static Actor Actor(this HttpContext http) =>
        http.User.ToActor() ?? throw new InvalidOperationException("The operation's policy let in a token that may neither read nor manage.");
}
