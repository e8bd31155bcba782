using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

/// <summary>
/// Reads complete webhooks for the API. Unlike <see cref="WebhookQueries.RevealSecretAsync"/>, it records no activity: Dixa's API returns the
/// secret with every read, so API clients that list webhooks every minute would flood the activity log.
/// </summary>
public sealed class WebhookApiQueries(IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>Lists all webhooks, oldest first.</summary>
    public async Task<IReadOnlyList<WebhookApiModel>> ListAsync(Actor actor, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var webhooks = await context.Subscriptions.AsNoTracking()
            .OrderBy(webhook => webhook.CreatedAt).ThenBy(webhook => webhook.Id).ToListAsync(cancel);
        return [.. webhooks.Select(webhook => Read(webhook, actor))];
    }

    /// <summary>Returns null if there is no such webhook.</summary>
    public async Task<WebhookApiModel?> FindAsync(Actor actor, Guid id, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Subscriptions.AsNoTracking().SingleOrDefaultAsync(webhook => webhook.Id == id, cancel) is { } webhook ? Read(webhook, actor) : null;
    }

    private static WebhookApiModel Read(WebhookSubscription webhook, Actor actor) => new(
        webhook.Id,
        webhook.Name,
        webhook.Url.Text,
        webhook.Configuration.Events,
        [.. webhook.EnteredHeaders().Select(header => KeyValuePair.Create(header.Name, actor.MayManage ? header.Value : Mask.Text))],
        actor.MayManage ? webhook.Secret.Reveal() : Mask.Text,
        webhook.Enabled,
        webhook.CreatedAt,
        webhook.CreatedBy,
        webhook.UpdatedAt,
        webhook.UpdatedBy,
        webhook.Revision);
}
