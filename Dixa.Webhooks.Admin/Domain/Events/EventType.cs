using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>One kind of event that a webhook can subscribe to.</summary>
/// <param name="Fqn">The name on the wire and on the screens: upper-case words joined by <c>_</c>, for example <c>CONVERSATION_CREATED</c>.</param>
/// <param name="ApiName">The name in the REST API, for example <c>ConversationCreated</c>.</param>
/// <param name="Label">The name in words, for example <c>Conversation created</c>.</param>
/// <param name="Description">One sentence: when the event is emitted.</param>
/// <param name="Group">The heading it stands under.</param>
/// <param name="Data">What stands under <c>data</c>.</param>
public sealed record EventType(string Fqn, string ApiName, string Label, string Description, EventGroup Group, [property: JsonIgnore] EventData Data)
{
    /// <summary>A type whose API name is its record's.</summary>
    internal static EventType Of<T>(string fqn, string label, string description, EventGroup group)
        where T : IEventData<T> => new(fqn, typeof(T).Name, label, description, group, EventData.Of<T>());
}
