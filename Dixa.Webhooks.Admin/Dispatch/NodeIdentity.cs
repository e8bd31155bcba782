namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Identifies this process as the owner of leases. The id is new with each start.</summary>
public sealed class NodeIdentity
{
    public Guid Id { get; } = Guid.NewGuid();
}
