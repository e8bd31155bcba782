namespace Dixa.Webhooks.Admin.Domain;

public enum ActorKind
{
    Person,

    /// <summary>An API token.</summary>
    Token,

    /// <summary>The application itself.</summary>
    System,
}
