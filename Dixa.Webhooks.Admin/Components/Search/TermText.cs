using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Privacy;
using Dixa.Webhooks.Admin.Recording.Finding;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>What a search was taken for, in words.</summary>
internal static class TermText
{
    /// <param name="term">The search.</param>
    /// <param name="named">What is called like it; null unless it is a name.</param>
    public static string Of(SearchTerm term, NamedResult? named) => term switch
    {
        SearchTerm.Number number => $"Conversation {number.Value}{(number.MayBePhone ? $", phone number {number.Value}" : "")} or delivery {number.Value}",
        SearchTerm.Uuid => "Event, person, message, note or webhook with this ID",
        SearchTerm.Person { Identifier: var person } => person.Kind is PersonIdentifierKind.Email ? $"E-mail address {person.Value}" : $"Phone number +{person.Value}",
        SearchTerm.IpAddress address => $"Banned IP address {address.Value}",
        SearchTerm.Name name => OfName(name.Text, named),
        _ => "",
    };

    private static string OfName(string text, NamedResult? named) => named switch
    {
        null => "",
        { Webhooks: [var one] } => $"Webhook {one.Name}",
        { Webhooks: { Count: > 1 } many } => $"{many.Count} webhooks named like “{text}”",
        { EventTypes: [var type] } => $"Event {type.Label}",
        { EventTypes.Count: > 1 } => $"{named.EventTypes.Count} events named like “{text}”:",
        _ => $"No webhook or event is named “{text}”. You can search for the number of a conversation or a delivery, an e-mail address, a phone number such as +4520123456, an event ID, a user ID, a message ID, or a name.",
    };
}
