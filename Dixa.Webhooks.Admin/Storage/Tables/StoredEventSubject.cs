using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>An entry of the index from what events are about to the events.</summary>
public sealed class StoredEventSubject
{
    /// <summary>A <see cref="SubjectKey"/>.</summary>
    public long Subject { get; init; }

    public long EventKey { get; init; }
}
