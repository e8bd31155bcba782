using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

/// <summary>
/// Reads complete webhooks for the API. Dixa's API returns the secret with every read, so that API clients that list webhooks every minute would flood
/// the audit log: <see cref="SecretReads"/> records one row per token, webhook and hour, before the secret is returned.
/// </summary>
public sealed class WebhookApiQueries(IDbContextFactory<WebhooksDbContext> contexts, SecretReads reads)
{
    /// <summary>Lists all webhooks, oldest first.</summary>
    public async Task<IReadOnlyList<WebhookApiModel>> ListAsync(Actor actor, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var webhooks = await context.Subscriptions.AsNoTracking()
            .OrderBy(webhook => webhook.CreatedAt).ThenBy(webhook => webhook.Id).ToListAsync(cancel);
        await reads.RecordAsync(actor, webhooks, cancel);
        return [.. webhooks.Select(webhook => Read(webhook, actor))];
    }

    /// <summary>Returns null if there is no such webhook.</summary>
    public async Task<WebhookApiModel?> FindAsync(Actor actor, Guid id, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Subscriptions.AsNoTracking().SingleOrDefaultAsync(webhook => webhook.Id == id, cancel) is not { } webhook)
        {
            return null;
        }

        await reads.RecordAsync(actor, [webhook], cancel);
        return Read(webhook, actor);
    }

    /// <summary>The webhook as it is before a change. It must not reach the client, since this is not recorded. Returns null if there is no such webhook.</summary>
    public async Task<WebhookApiModel?> BeforeChangeAsync(Actor actor, Guid id, CancellationToken cancel = default)
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
        webhook.Revision)
    {
        Description = webhook.Description,
        Owner = webhook.Owner,
        Tags = webhook.Tags,
    };
}
