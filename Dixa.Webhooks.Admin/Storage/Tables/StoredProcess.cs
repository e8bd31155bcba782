namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A process that shares the store with others. It updates its row every few seconds, and deletes it when it stops.</summary>
public sealed class StoredProcess
{
    /// <summary>The owner of its leases. New with each start.</summary>
    public Guid Id { get; init; }

    /// <summary>The machine and the process id.</summary>
    public required string Name { get; init; }

    public required string Roles { get; init; }

    public required string Version { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset SeenAt { get; init; }

    /// <summary>What it was doing at <see cref="SeenAt"/>, as JSON.</summary>
    public required string Report { get; init; }
}
