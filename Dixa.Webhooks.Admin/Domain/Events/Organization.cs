namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>The organization that an event belongs to.</summary>
public sealed record Organization(Guid Id, string Name);
