namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>One header of a recorded request or response.</summary>
/// <param name="Name">As sent; well-known response headers have their usual spelling.</param>
/// <param name="Value">The exact bytes, or <see cref="Mask.Text"/> if they are secret.</param>
public sealed record HeaderLine(string Name, ReadOnlyMemory<byte> Value);
