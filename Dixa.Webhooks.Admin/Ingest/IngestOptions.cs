namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>How events are taken in: section <c>Ingest</c>.</summary>
public sealed class IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>What is asked of an event's <c>data</c>.</summary>
    public IngestValidation Validation { get; set; } = IngestValidation.Strict;
}
