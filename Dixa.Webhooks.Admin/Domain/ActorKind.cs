using Dixa.Webhooks.Admin.Accounts.People;

namespace Dixa.Webhooks.Admin.Domain;

/// <summary>What an <see cref="Actor"/> is.</summary>
public enum ActorKind
{
    Person,

    /// <summary>An API token.</summary>
    Token,

    /// <summary>The application itself.</summary>
    System,
}
