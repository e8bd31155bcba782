namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>
/// Marks a member that a publisher may omit although samples always have it. Dixa's guide does not show it, because Dixa added it later
/// or real publishers omit it. If present, it must have the right type, so <c>null</c> is allowed only with <c>?</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MayBeOmittedAttribute : Attribute;
