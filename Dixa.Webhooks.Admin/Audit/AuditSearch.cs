using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>
/// Reads the audit log. Each call opens its own contexts. Callers check who may read: administrators and tokens with the scope to read it, and for the
/// rows of one webhook everyone who may see the webhook.
/// </summary>
public sealed class AuditSearch(IDbContextFactory<WebhooksDbContext> contexts)
{
    private const int BatchSize = 1_000;

    /// <summary>Returns one page, newest first.</summary>
    public async Task<AuditPage> FindAsync(AuditQuery query, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (query.After is not null)
        {
            var newer = await Matching(context, query).OrderBy(row => row.Id).Take(query.Limit + 1).ToListAsync(cancel);
            var page = newer.Take(query.Limit).Reverse().Select(AuditEntry.Of).ToList();
            return new AuditPage(page, page is [.., var oldest] ? oldest.Id : null, newer.Count > query.Limit ? page[0].Id : null);
        }

        var rows = await Matching(context, query).OrderByDescending(row => row.Id).Take(query.Limit + 1).ToListAsync(cancel);
        var shown = rows.Take(query.Limit).Select(AuditEntry.Of).ToList();
        return new AuditPage(shown, rows.Count > query.Limit ? shown[^1].Id : null, query.Before is not null && shown.Count > 0 ? shown[0].Id : null);
    }

    /// <summary>Reads all matching rows, newest first, in batches, so that memory does not grow with their number.</summary>
    public async IAsyncEnumerable<AuditEntry> ReadAllAsync(AuditQuery query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var before = query.Before; ;)
        {
            var batch = await BatchAsync(query with { Before = before }, cancel);
            foreach (var row in batch)
            {
                yield return AuditEntry.Of(row);
            }

            if (batch.Count < BatchSize)
            {
                yield break;
            }

            before = batch[^1].Id;
        }
    }

    private async Task<List<AuditRow>> BatchAsync(AuditQuery query, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await Matching(context, query).OrderByDescending(row => row.Id).Take(BatchSize).ToListAsync(cancel);
    }

    [SuppressMessage("Globalization", "CA1304:Specify CultureInfo", Justification = "The database does it.")]
    [SuppressMessage("Globalization", "CA1311:Specify a culture or use an invariant version", Justification = "The database does it.")]
    [SuppressMessage("Performance", "CA1862:Use the 'StringComparison' method overloads to perform case-insensitive string comparisons", Justification = "EF Core cannot translate them.")]
    private static IQueryable<AuditRow> Matching(WebhooksDbContext context, AuditQuery query)
    {
        var rows = context.AuditRows.AsNoTracking();
        if (Guid.TryParse(query.Actor, out var actor))
        {
            rows = rows.Where(row => row.ActorId == actor);
        }
        else if (query.Actor?.ToLowerInvariant() is { } name)
        {
            rows = rows.Where(row => row.ActorName.ToLower().Contains(name));
        }

        if (Guid.TryParse(query.Target, out var target))
        {
            rows = rows.Where(row => row.TargetId == target);
        }
        else if (query.Target?.ToLowerInvariant() is { } name)
        {
            rows = rows.Where(row => row.TargetName!.ToLower().Contains(name));
        }

        if (query.Action is { } action)
        {
            rows = rows.Where(row => row.Action == action);
        }

        if (query.WithoutSecretReads)
        {
            rows = rows.Where(row => row.Action != AuditAction.SecretRead);
        }

        if (query.Since is { } since)
        {
            rows = rows.Where(row => row.At >= since);
        }

        if (query.Until is { } until)
        {
            rows = rows.Where(row => row.At < until);
        }

        if (query.Before is { } before)
        {
            rows = rows.Where(row => row.Id < before);
        }

        return query.After is { } after ? rows.Where(row => row.Id > after) : rows;
    }
}
