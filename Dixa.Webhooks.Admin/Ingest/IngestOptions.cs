namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>How published events are accepted: section <c>Ingest</c>.</summary>
public sealed class IngestOptions
{
    public const string Section = "Ingest";

    public IngestValidation Validation { get; set; } = IngestValidation.Strict;
}
