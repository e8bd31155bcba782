namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>What is asked of an event's <c>data</c> before it is taken in.</summary>
public enum IngestValidation
{
    /// <summary>That it fits its event type's schema.</summary>
    Strict,

    /// <summary>That it is a JSON object.</summary>
    EnvelopeOnly,
}
