namespace Dixa.Webhooks.Admin.Domain.Events;

public sealed record Organization(Guid Id, string Name);
