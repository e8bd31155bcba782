using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>A row of the audit log, as read.</summary>
/// <param name="ActorId">Null for the system and for someone who is not signed in.</param>
/// <param name="ActorName">The actor's name at that time.</param>
/// <param name="Address">The client's IP address; null if there was no client.</param>
/// <param name="Target">Null if the action has none.</param>
/// <param name="Data">The activity's data as JSON; null if there is none.</param>
public sealed record AuditEntry(
    long Id, DateTimeOffset At, ActorKind ActorKind, Guid? ActorId, string ActorName, string? Address, AuditTarget? Target, AuditAction Action, string? Data)
{
    public Activity Activity => ActivityJson.Read(Action, Data);

    internal static AuditEntry Of(AuditRow row) => new(
        row.Id,
        row.At,
        row.ActorKind,
        row.ActorId,
        row.ActorName,
        row.Address,
        row.TargetKind is { } kind ? new AuditTarget(kind, row.TargetId, row.TargetName ?? "") : null,
        row.Action,
        row.Data);
}

/// <summary>A page of the audit log, newest first.</summary>
/// <param name="Older">The next page has the rows before this id; null if there are none.</param>
/// <param name="Newer">The previous page has the rows after this id; null on the first page.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Rows, long? Older, long? Newer);
