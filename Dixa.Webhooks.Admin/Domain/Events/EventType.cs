using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>A type of event that a webhook can subscribe to.</summary>
/// <param name="Fqn">The wire name, also shown on screens: upper-case words joined by <c>_</c>, for example <c>CONVERSATION_CREATED</c>.</param>
/// <param name="ApiName">The name in the REST API, for example <c>ConversationCreated</c>.</param>
/// <param name="Label">The display name, for example <c>Conversation created</c>.</param>
/// <param name="Description">When the event occurs, in one sentence.</param>
/// <param name="Group">The group in the event picker.</param>
/// <param name="Data">The definition of <c>data</c>.</param>
public sealed record EventType(string Fqn, string ApiName, string Label, string Description, EventGroup Group, [property: JsonIgnore] EventData Data)
{
    /// <summary>Creates a type whose API name is the name of its record.</summary>
    internal static EventType Of<T>(string fqn, string label, string description, EventGroup group)
        where T : IEventData<T> => new(fqn, typeof(T).Name, label, description, group, EventData.Of<T>());
}
