using System.ComponentModel;
using System.Text.Json;
using Dixa.Webhooks.Admin.Audit;

namespace Dixa.Webhooks.Admin.Api.Audit;

/// <summary>A row of the audit log.</summary>
public sealed record AuditResource(
    long Id,
    DateTimeOffset At,
    AuditResourceActor Actor,
    [property: Description("The client's IP address; null if there was no client.")] string? Address,
    [property: Description("What was done, for example WebhookCreated. New versions can add actions.")] string Action,
    [property: Description("What it was done to; null if it concerns nothing in particular.")] AuditResourceTarget? Target,
    [property: Description("What varies with the action, as an object; null if there is nothing.")] IReadOnlyDictionary<string, JsonElement>? Detail)
{
    internal static AuditResource Of(AuditEntry row) => new(
        row.Id,
        row.At,
        new AuditResourceActor(row.ActorKind.ToString(), row.ActorId, row.ActorName),
        row.Address,
        row.Action.ToString(),
        row.Target is { } target ? new AuditResourceTarget(target.Kind.ToString(), target.Id, target.Name) : null,
        row.Data is { } data ? JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(data) : null);
}

public sealed record AuditResourceActor(
    [property: Description("Person, Token, BootstrapToken, System or Anonymous.")] string Kind,
    [property: Description("The id of the person or token; null for the system and for someone who is not signed in.")] Guid? Id,
    [property: Description("The name at that time.")] string Name);

public sealed record AuditResourceTarget(
    [property: Description("Webhook, Person, Token, Sandbox, History, Application or AuditLog.")] string Kind,
    [property: Description("Null if there is only one of its kind.")] Guid? Id,
    [property: Description("The name at that time.")] string Name);
