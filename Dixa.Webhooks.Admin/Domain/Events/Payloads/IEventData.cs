namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>
/// What stands under <c>data</c> in the events of one type. A record of it is the type's definition: its members, in
/// their order, are the JSON's, in snake_case; a member with a default is one that a publisher may leave out.
/// </summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IEventData<TSelf>
    where TSelf : IEventData<TSelf>
{
    /// <summary>One realistic event, for catalogue, tests and documentation.</summary>
    static abstract TSelf Sample { get; }
}
