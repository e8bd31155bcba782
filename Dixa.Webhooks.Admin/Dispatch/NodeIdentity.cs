namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>This process as the owner of leases; another id with each start.</summary>
public sealed class NodeIdentity
{
    public Guid Id { get; } = Guid.NewGuid();
}
