using System.Text.Json;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>Reads the processes that use the store.</summary>
public sealed class ProcessQueries(OwnProcess own, StoreDialect store, IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time)
{
    /// <summary>This process first, then the others by name. Processes that were killed stay for an hour.</summary>
    public async Task<IReadOnlyList<ProcessStatus>> ListAsync(CancellationToken cancel = default)
    {
        var self = own.Read();
        if (!store.IsShared)
        {
            return [self];
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var forgotten = time.GetUtcNow() - ProcessReporter.ForgottenAfter;
        var rows = await context.Processes.AsNoTracking().Where(row => row.Id != self.Id && row.SeenAt >= forgotten).OrderBy(row => row.Name).ToListAsync(cancel);
        return
        [
            self,
            .. rows.Select(row => new ProcessStatus(row.Id, row.Name, row.Roles, row.Version, row.StartedAt, row.SeenAt, IsThis: false, Report(row.Report))),
        ];
    }

    /// <summary>A process of another version may report something else.</summary>
    private static ProcessReport Report(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ProcessReport>(json) ?? new ProcessReport();
        }
        catch (JsonException)
        {
            return new ProcessReport();
        }
    }
}
