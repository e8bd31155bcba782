namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>One kind of event that a webhook can subscribe to.</summary>
/// <param name="Fqn">The name on the wire and on the screens: upper-case words joined by <c>_</c>, for example <c>CONVERSATION_CREATED</c>.</param>
/// <param name="ApiName">The name in the REST API, for example <c>ConversationCreated</c>.</param>
/// <param name="Label">The name in words, for example <c>Conversation created</c>.</param>
/// <param name="Description">One sentence: when the event is emitted.</param>
/// <param name="Group">The heading it stands under.</param>
public sealed record EventType(string Fqn, string ApiName, string Label, string Description, EventGroup Group);
