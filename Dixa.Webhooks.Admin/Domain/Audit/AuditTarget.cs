namespace Dixa.Webhooks.Admin.Domain.Audit;

/// <summary>What an action was done to, with its name at that time.</summary>
/// <param name="Id">Null if there is only one of its kind.</param>
public sealed record AuditTarget(AuditTargetKind Kind, Guid? Id, string Name)
{
    public static AuditTarget Sandbox { get; } = new(AuditTargetKind.Sandbox, null, "Sandbox");

    public static AuditTarget History { get; } = new(AuditTargetKind.History, null, "History");

    public static AuditTarget Application { get; } = new(AuditTargetKind.Application, null, "Dixa Webhooks");

    public static AuditTarget AuditLog { get; } = new(AuditTargetKind.AuditLog, null, "Audit log");

    public static AuditTarget Webhook(Guid id, string name) => new(AuditTargetKind.Webhook, id, name);

    public static AuditTarget Person(Guid id, string email) => new(AuditTargetKind.Person, id, email);

    public static AuditTarget Token(Guid id, string name) => new(AuditTargetKind.Token, id, name);
}
