namespace Dixa.Webhooks.Admin.Domain;

/// <summary>Who asks for something to be done.</summary>
/// <param name="Id">The user's id; <see cref="System"/> has the empty uuid.</param>
/// <param name="Name">How screens call them.</param>
/// <param name="Role">What they may do.</param>
public sealed record Actor(Guid Id, string Name, Role Role)
{
    /// <summary>The application itself, for what no person asked for.</summary>
    public static Actor System { get; } = new(Guid.Empty, "Dixa Webhooks", Role.Administrator) { Kind = ActorKind.System };

    public ActorKind Kind { get; init; }

    public bool MayManage => Role is Role.Administrator;

    /// <summary>Whether they see what endpoints answered. An endpoint can repeat the secrets that it was sent, in spellings that no mask knows.</summary>
    public bool SeesAnswers => MayManage;
}
