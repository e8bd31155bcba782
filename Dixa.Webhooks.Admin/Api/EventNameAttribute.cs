namespace Dixa.Webhooks.Admin.Api;

/// <summary>Says in the reference that a member, or each entry of it, is one of the API's event names.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class EventNameAttribute : Attribute;
