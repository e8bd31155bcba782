namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>
/// Marks a member that nothing public tells of, so that its place in a payload is our inference. An event is never refused for it:
/// it may be missing (give it a default) and may hold anything. The schema says <c>"x-inferred": true</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InferredAttribute : Attribute;
