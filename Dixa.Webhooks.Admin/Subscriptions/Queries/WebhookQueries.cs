using System.Security.Cryptography;
using System.Text;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

/// <summary>Reads webhooks for the screens. Every signed-in person may read them; only administrators can see secrets.</summary>
public sealed class WebhookQueries(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, LaneRegistry lanes, TimeProvider time)
{
    private const string CopySuffix = " (copy)";

    /// <summary>Lists all webhooks by name.</summary>
    public async Task<IReadOnlyList<WebhookSummary>> ListAsync(CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes()
            .OrderBy(subscription => subscription.Name).ThenBy(subscription => subscription.CreatedAt)
            .Select(subscription => new
            {
                subscription.Id,
                subscription.Name,
                subscription.Url,
                subscription.Events.Count,
                subscription.Enabled,
                subscription.DisabledAt,
                subscription.DisabledReason,
                subscription.Revision,
            })
            .ToListAsync(cancel);
        return [.. rows.Select(row => new WebhookSummary(
            row.Id, row.Name, row.Url.Text, row.Count, row.Enabled, row.DisabledAt, row.DisabledReason, row.Revision))];
    }

    /// <summary>Lists all webhooks by name, and whether each subscribes to an event type (a wire name).</summary>
    public async Task<IReadOnlyList<EventSubscriber>> SubscribersAsync(string eventType, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes()
            .OrderBy(subscription => subscription.Name).ThenBy(subscription => subscription.CreatedAt)
            .Select(subscription => new EventSubscriber(
                subscription.Id,
                subscription.Name,
                subscription.Enabled,
                subscription.Events.Any(subscribed => subscribed.EventType == eventType)))
            .ToListAsync(cancel);
    }

    /// <summary>Returns null if there is no such webhook.</summary>
    public async Task<WebhookDetails?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        var webhook = await LoadAsync(id, cancel);
        return webhook is null
            ? null
            : new WebhookDetails(
                webhook.Id,
                webhook.Name,
                webhook.Url.Text,
                webhook.Configuration.Events,
                Kind(webhook.Authorization),
                [.. webhook.Headers.Select(header => header.Name)],
                webhook.Enabled,
                webhook.DisabledAt,
                webhook.DisabledReason,
                webhook.LastResponse,
                webhook.CreatedAt,
                webhook.UpdatedAt,
                webhook.Revision)
            {
                PreviousSecretUntil = webhook.PreviousSecretUntil > time.GetUtcNow() ? webhook.PreviousSecretUntil : null,
                SecretMark = MarkOf(webhook.Secret),
                Description = webhook.Description,
                Owner = webhook.Owner,
                Tags = webhook.Tags,
                CreatedBy = webhook.CreatedByName,
                UpdatedBy = webhook.UpdatedByName,
            };
    }

    /// <summary>Returns a webhook for the edit form; null if there is no such webhook or <paramref name="actor"/> is not an administrator.</summary>
    public async Task<WebhookForm?> FormAsync(Actor actor, Guid id, CancellationToken cancel = default)
    {
        if (!actor.MayManage || await LoadAsync(id, cancel) is not { } webhook)
        {
            return null;
        }

        var draft = new WebhookDraft
        {
            Name = webhook.Name,
            Description = webhook.Description,
            Owner = webhook.Owner,
            Tags = webhook.Tags,
            Url = webhook.Url.Text,
            Events = [.. webhook.Events.Select(subscribed => subscribed.EventType)],
            AuthorizationKind = Kind(webhook.Authorization),
            Username = webhook.Authorization is EndpointAuthorization.Basic basic ? basic.Username : "",
            Password = webhook.Authorization is EndpointAuthorization.Basic ? Mask.Text : "",
            Token = webhook.Authorization is EndpointAuthorization.Token ? Mask.Text : "",
            Headers = [.. webhook.Headers.Select(header => new HeaderDraft { Name = header.Name, StoredName = header.Name, Value = Mask.Text })],
            Enabled = webhook.Enabled,
        };
        return new WebhookForm(draft, webhook.Revision)
        {
            UpdatedAt = webhook.UpdatedAt,
            SecretMarks = new Dictionary<string, string>
            {
                [DraftField.Authorization] = MarkOf(webhook.Authorization.HeaderValue() ?? ""),
                [DraftField.Headers] = MarkOf(string.Join('\n', webhook.Headers.Select(header => $"{header.Name}: {header.Value}"))),
            },
        };
    }

    /// <summary>
    /// Returns a draft for a duplicate of a webhook. It contains no password, token or header values, so these must be entered again.
    /// Null if there is no such webhook or <paramref name="actor"/> is not an administrator.
    /// </summary>
    public async Task<WebhookDraft?> CopyAsync(Actor actor, Guid id, CancellationToken cancel = default)
    {
        if (await FormAsync(actor, id, cancel) is not { Draft: var draft })
        {
            return null;
        }

        var name = draft.Name.Length + CopySuffix.Length > WebhookDraft.MaxNameLength ? draft.Name[..Cut(draft.Name)] : draft.Name;
        (draft.Name, draft.Password, draft.Token) = (name + CopySuffix, "", "");
        draft.Headers = [.. draft.Headers.Select(header => new HeaderDraft { Name = header.Name })];
        return draft;
    }

    /// <summary>
    /// Returns the verification secret as 64 hex digits; null if there is no such webhook or <paramref name="actor"/> is not an administrator.
    /// The access is recorded first, so no one can see the secret without a trace.
    /// </summary>
    public Task<string?> RevealSecretAsync(Actor actor, Guid id, CancellationToken cancel = default) => SecretAsync(actor, id, new Activity.SecretRevealed(), cancel);

    /// <summary>Like <see cref="RevealSecretAsync"/>, for copying the secret to the clipboard.</summary>
    public Task<string?> CopySecretAsync(Actor actor, Guid id, CancellationToken cancel = default) => SecretAsync(actor, id, new Activity.SecretCopied(), cancel);

    private async Task<string?> SecretAsync(Actor actor, Guid id, Activity activity, CancellationToken cancel)
    {
        if (!actor.MayManage)
        {
            return null;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var webhook = await context.Subscriptions.IgnoreAutoIncludes().Where(row => row.Id == id).Select(row => new { row.Name, row.Secret }).SingleOrDefaultAsync(cancel);
        if (webhook is null)
        {
            return null;
        }

        await audit.AddAsync(context, actor, AuditTarget.Webhook(id, webhook.Name), activity, cancel);
        await transaction.CommitAsync(cancel);
        lanes.Noted(id);
        return webhook.Secret.Reveal();
    }

    private static string MarkOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    // Four bytes of a hash of 32 random bytes reveal nothing.
    private static string MarkOf(VerificationSecret secret) => Convert.ToHexStringLower(SHA256.HashData(secret.Key).AsSpan(0, 4));

    /// <summary>Returns where to cut a name so that the suffix fits; never within a surrogate pair.</summary>
    private static int Cut(string name)
    {
        var end = WebhookDraft.MaxNameLength - CopySuffix.Length;
        return char.IsLowSurrogate(name[end]) ? end - 1 : end;
    }

    private async Task<WebhookSubscription?> LoadAsync(Guid id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Subscriptions.AsNoTracking().SingleOrDefaultAsync(subscription => subscription.Id == id, cancel);
    }

    private static AuthorizationKind Kind(EndpointAuthorization authorization) => authorization switch
    {
        EndpointAuthorization.Basic => AuthorizationKind.Basic,
        EndpointAuthorization.Token => AuthorizationKind.Token,
        _ => AuthorizationKind.None,
    };
}
