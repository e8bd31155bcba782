using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Operations.Bundle;

/// <summary>The secret parts of credentials.</summary>
internal static class BundleSecrets
{
    public static IEnumerable<string?> Of(EndpointAuthorization authorization) => authorization switch
    {
        EndpointAuthorization.Basic basic => [basic.HeaderValue()!.Split(' ')[^1], basic.Password, basic.Username],
        EndpointAuthorization.Token token => [token.Value],
        _ => [],
    };
}
