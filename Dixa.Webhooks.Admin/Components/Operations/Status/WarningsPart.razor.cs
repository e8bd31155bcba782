using Dixa.Webhooks.Admin.Operations.Status;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>What an operator should change, and how.</summary>
public sealed partial class WarningsPart(WarningQueries queries, TimeProvider time, ILogger<WarningsPart> logger) : PollingComponent<IReadOnlyList<SystemWarning>>(time, logger)
{
    protected override Task<IReadOnlyList<SystemWarning>> ReadAsync(CancellationToken cancel) => queries.ReadAsync(cancel);
}
