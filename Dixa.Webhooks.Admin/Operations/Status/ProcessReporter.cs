using System.Text.Json;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>Reports this process to the store every few seconds, if several processes can share the store.</summary>
public sealed class ProcessReporter(OwnProcess own, StoreDialect store, IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time, ILogger<ProcessReporter> logger)
    : GuardedService(time, logger)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>The row of a process that was killed is deleted after this time.</summary>
    public static readonly TimeSpan ForgottenAfter = TimeSpan.FromHours(1);

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => store.IsShared ? [ReportAsync] : [];

    protected override string Consequence => "Other processes do not see what this one is doing";

    protected override TimeSpan PauseAfterFailure => Interval;

    /// <summary>The process is leaving, so its row is deleted.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!store.IsShared)
        {
            return;
        }

        try
        {
            var id = own.Read().Id;
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await context.Processes.Where(process => process.Id == id).ExecuteDeleteAsync(cancellationToken);
        }
        catch (Exception error) when (StoreErrors.IsDatabaseError(error) || error is OperationCanceledException)
        {
            // Another process deletes the row in an hour.
        }
    }

    internal async Task<TimeSpan?> ReportAsync(CancellationToken stopping)
    {
        var process = own.Read();
        var report = JsonSerializer.Serialize(process.Report);
        await using var context = await contexts.CreateDbContextAsync(stopping);
        var updated = await context.Processes.Where(row => row.Id == process.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(changed => changed.SeenAt, process.SeenAt).SetProperty(changed => changed.Report, report), stopping);
        if (updated == 0)
        {
            context.Processes.Add(new StoredProcess
            {
                Id = process.Id,
                Name = process.Name,
                Roles = process.Roles,
                Version = process.Version,
                StartedAt = process.StartedAt,
                SeenAt = process.SeenAt,
                Report = report,
            });
            await context.SaveChangesAsync(stopping);
            var forgotten = process.SeenAt - ForgottenAfter;
            await context.Processes.Where(row => row.SeenAt < forgotten).ExecuteDeleteAsync(stopping);
        }

        return Interval;
    }
}
