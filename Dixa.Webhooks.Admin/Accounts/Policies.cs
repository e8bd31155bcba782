namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Names of the authorization policies.</summary>
public static class Policies
{
    /// <summary>Signed in with the role Administrator.</summary>
    public const string Administrator = "Administrator";

    /// <summary>A request with a valid API token, whoever is signed in.</summary>
    public const string PublishEvents = "PublishEvents";
}
