namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>Why the content of an event was removed. The numbers are stored: never reuse one.</summary>
public enum ContentRemoval
{
    /// <summary>It was older than the retention of payloads.</summary>
    Age = 1,

    /// <summary>A person whom it mentioned was erased.</summary>
    Erasure = 2,
}
