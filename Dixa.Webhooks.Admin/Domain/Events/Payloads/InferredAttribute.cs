namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>
/// Marks a member that is not publicly documented and whose place in the payload is inferred. It is never validated: it may be missing
/// (give it a default) and may have any value. The schema marks it with <c>"x-inferred": true</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InferredAttribute : Attribute;
