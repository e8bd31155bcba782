namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>
/// Marks a member that a publisher may leave out although our own payloads always have it. Dixa's guide does not show it: Dixa
/// added it later, or real publishers omit it. When it is present it must be of its type, so <c>null</c> is allowed only with <c>?</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MayBeOmittedAttribute : Attribute;
