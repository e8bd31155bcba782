namespace Dixa.Webhooks.Admin.Domain;

/// <summary>The person, API token or system that performs an operation.</summary>
/// <param name="Id">The id of the user or token; <see cref="System"/> has the empty uuid.</param>
public sealed record Actor(Guid Id, string Name, Role Role)
{
    /// <summary>The application itself, for operations that no person requested.</summary>
    public static Actor System { get; } = new(Guid.Empty, "Dixa Webhooks", Role.Administrator) { Kind = ActorKind.System };

    /// <summary>Someone who is not signed in.</summary>
    public static Actor Anonymous { get; } = new(Guid.Empty, "Not signed in", Role.Support) { Kind = ActorKind.Anonymous };

    /// <summary>The id of the API token in the settings, which is in no table.</summary>
    public static Guid BootstrapTokenId { get; } = Guid.Parse("b0075742-0000-4000-8000-000000000001");

    public ActorKind Kind { get; init; }

    /// <summary>The client's IP address; null if there is no client.</summary>
    public string? Address { get; init; }

    public bool MayManage => Role is Role.Administrator;

    /// <summary>Whether the actor can see endpoints' responses. An endpoint can echo secrets from requests in forms that cannot be masked reliably.</summary>
    public bool SeesResponses => MayManage;
}
