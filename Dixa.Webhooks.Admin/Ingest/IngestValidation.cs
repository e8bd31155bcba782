namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>How strictly an event's <c>data</c> is validated.</summary>
public enum IngestValidation
{
    /// <summary>It must match its event type's schema.</summary>
    Strict,

    /// <summary>It must be a JSON object.</summary>
    EnvelopeOnly,
}
