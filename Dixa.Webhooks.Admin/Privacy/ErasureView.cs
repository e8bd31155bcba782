using Dixa.Webhooks.Admin.Domain.Privacy;

namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>An erasure, without what identifies the person.</summary>
/// <param name="Id">The erasure's id.</param>
/// <param name="RequestedAt">Events that are received later are kept.</param>
/// <param name="ActorName">Who requested it.</param>
/// <param name="Kind">What identified the person.</param>
/// <param name="State">Whether it is over.</param>
/// <param name="Progress">How much of the store was searched, from 0 to 1.</param>
/// <param name="FinishedAt">Null while it runs.</param>
/// <param name="Events">Events whose content was removed so far.</param>
/// <param name="Cancelled">Pending deliveries that were cancelled so far.</param>
/// <param name="Responses">Responses that were removed so far from events that did not mention the person.</param>
public sealed record ErasureView(
    Guid Id, DateTimeOffset RequestedAt, string ActorName, PersonIdentifierKind Kind, ErasureState State, double Progress, DateTimeOffset? FinishedAt, int Events, int Cancelled, int Responses);
