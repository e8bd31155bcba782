namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>
/// What stands under <c>data</c> in the events of one type. A record of it is the type's definition: its members, in
/// their order, are the JSON's, in snake_case. A publisher must give each member except those with a default and those marked
/// <see cref="MayBeOmittedAttribute"/>; <c>?</c> means that it may be null, <see cref="InferredAttribute"/> that nobody knows for certain.
/// </summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IEventData<TSelf>
    where TSelf : IEventData<TSelf>
{
    /// <summary>One realistic event, for catalogue, tests and documentation.</summary>
    static abstract TSelf Sample { get; }
}
