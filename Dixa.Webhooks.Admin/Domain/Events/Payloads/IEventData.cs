namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>
/// The <c>data</c> of one event type. The implementing record defines the JSON: its members in their order, in snake_case. A publisher
/// must send every member except those with a default and those marked <see cref="MayBeOmittedAttribute"/>. <c>?</c> means that a
/// member may be null; <see cref="InferredAttribute"/> means that it is not publicly documented.
/// </summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IEventData<TSelf>
    where TSelf : IEventData<TSelf>
{
    /// <summary>A realistic example, for the catalogue, tests and documentation.</summary>
    static abstract TSelf Sample { get; }
}
