using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>What stands in the editor.</summary>
/// <param name="Text">As it stands there; empty when it is far too long to be read.</param>
/// <param name="Bytes">The same in UTF-8.</param>
/// <param name="IsSample">Nobody has changed it: it is the type's own sample, indented.</param>
/// <param name="Problem">Why it cannot be sent, or null.</param>
/// <param name="Misfit">In what it is not what the type carries, or null; it can be sent all the same.</param>
public sealed record EditedData(string Text, byte[] Bytes, bool IsSample, string? Problem, DataError? Misfit);
