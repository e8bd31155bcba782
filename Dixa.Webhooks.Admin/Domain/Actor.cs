namespace Dixa.Webhooks.Admin.Domain;

/// <summary>The person, API token or system that performs an operation.</summary>
/// <param name="Id">The id of the user or token; <see cref="System"/> has the empty uuid.</param>
public sealed record Actor(Guid Id, string Name, Role Role)
{
    /// <summary>The application itself, for operations that no person requested.</summary>
    public static Actor System { get; } = new(Guid.Empty, "Dixa Webhooks", Role.Administrator) { Kind = ActorKind.System };

    public ActorKind Kind { get; init; }

    public bool MayManage => Role is Role.Administrator;

    /// <summary>Whether the actor can see endpoints' responses. An endpoint can echo secrets from requests in forms that cannot be masked reliably.</summary>
    public bool SeesResponses => MayManage;
}
