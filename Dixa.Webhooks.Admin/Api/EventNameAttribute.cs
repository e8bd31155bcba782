namespace Dixa.Webhooks.Admin.Api;

/// <summary>Marks a member, or each of its entries, as one of the API's event names, for the reference.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class EventNameAttribute : Attribute;
