using Dixa.Webhooks.Admin.Operations.Status;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>What this process is, and which store it uses.</summary>
public sealed partial class ApplicationPart(ApplicationQueries queries, TimeProvider time, ILogger<ApplicationPart> logger) : PollingComponent<ApplicationStatus>(time, logger)
{
    protected override Task<ApplicationStatus> ReadAsync(CancellationToken cancel) => queries.ReadAsync(cancel);
}
