namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>One header of a recorded request or answer.</summary>
/// <param name="Name">As it was sent; a well-known name of an answer in its usual spelling.</param>
/// <param name="Value">The bytes as they went or came; <see cref="Mask.Text"/> where they are secret.</param>
public sealed record HeaderLine(string Name, ReadOnlyMemory<byte> Value);
