using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Operations.Onboarding;

/// <summary>Reads how far a new installation is. Once it receives events, nothing is read any more.</summary>
public sealed class FirstStepsQuery(IDbContextFactory<WebhooksDbContext> contexts, IOptions<ApiOptions> api, TimeProvider time)
{
    private static readonly FirstSteps Done = new(null, null, true, true, true, null);

    private volatile bool _areDone;

    public async Task<FirstSteps> ReadAsync(CancellationToken cancel = default)
    {
        if (_areDone)
        {
            return Done;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (isPublished, eventId) = await FirstEventAsync(context, cancel);
        var webhook = await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes().OrderByDescending(row => row.CreatedAt)
            .Select(row => new { row.Id, EventTypes = row.Events.Select(subscribed => subscribed.EventType).ToList() }).FirstOrDefaultAsync(cancel);
        var steps = new FirstSteps(
            webhook?.Id,
            EventCatalogue.All.FirstOrDefault(type => webhook?.EventTypes.Contains(type.Fqn) is true)?.Fqn,
            await context.Deliveries.AnyAsync(delivery => delivery.IsTest && delivery.State == DeliveryState.Delivered, cancel),
            await HasTokenAsync(context, cancel),
            isPublished,
            eventId);
        _areDone = steps.AreDone;
        return steps;
    }

    private async Task<bool> HasTokenAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        if (!string.IsNullOrEmpty(api.Value.BootstrapToken))
        {
            return true;
        }

        var now = time.GetUtcNow();
        var tokens = await context.ApiTokens.AsNoTracking().Where(token => token.RevokedAt == null).Select(token => new { token.Scopes, token.ExpiresAt }).ToListAsync(cancel);
        return tokens.Any(token => token.Scopes.HasFlag(ApiScopes.PublishEvents) && !(token.ExpiresAt <= now));
    }

    /// <summary>The demo publishes like a program. After it was played, only the use of a token shows that there is a program.</summary>
    private static async Task<(bool IsPublished, Guid? EventId)> FirstEventAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        var first = await context.Events.AsNoTracking().Where(stored => !stored.IsTest).OrderBy(stored => stored.Id).Select(stored => (Guid?)stored.EventId).FirstOrDefaultAsync(cancel);
        if (first is null || !await context.AuditRows.AnyAsync(row => row.Action == AuditAction.DemoStarted, cancel))
        {
            return (first is not null, first);
        }

        var used = await context.ApiTokens.AsNoTracking().Where(token => token.LastUsedAt != null).Select(token => token.Scopes).ToListAsync(cancel);
        return (used.Any(scopes => scopes.HasFlag(ApiScopes.PublishEvents)), null);
    }
}
