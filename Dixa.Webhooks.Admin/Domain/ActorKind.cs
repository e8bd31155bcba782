namespace Dixa.Webhooks.Admin.Domain;

/// <summary>The numbers are stored: never reuse one. The names are in the API.</summary>
public enum ActorKind
{
    Person = 0,

    /// <summary>An API token.</summary>
    Token = 1,

    /// <summary>The application itself.</summary>
    System = 2,

    /// <summary>The API token in the settings.</summary>
    BootstrapToken = 3,

    /// <summary>Someone who is not signed in.</summary>
    Anonymous = 4,
}
