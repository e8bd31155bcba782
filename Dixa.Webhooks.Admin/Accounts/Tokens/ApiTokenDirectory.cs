using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>Lets administrators manage API tokens.</summary>
public sealed class ApiTokenDirectory(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, TokenCache cache, TimeProvider time)
{
    public const int MaxNameLength = 100;

    /// <summary>Lists all tokens, newest first. Returns an empty list if the actor is not an administrator.</summary>
    public async Task<IReadOnlyList<ApiTokenRow>> ListAsync(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var stored = await context.ApiTokens.AsNoTracking().OrderByDescending(token => token.CreatedAt).ThenBy(token => token.Name).ToListAsync(cancel);
        var now = time.GetUtcNow();
        return [.. stored.Select(token => new ApiTokenRow(
            token.Id, token.Name, token.Prefix, token.Scopes, State(token, now), token.CreatedAt, token.LastUsedAt, token.ExpiresAt))];
    }

    public async Task<ApiTokenResult> IssueAsync(Actor actor, string name, ApiScopes scopes, DateTimeOffset? expiresAt, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new ApiTokenResult.Forbidden();
        }

        var (now, trimmed) = (time.GetUtcNow(), InvisibleText.Trim(name));
        if (Errors(trimmed, scopes, expiresAt, now).ToList() is { Count: > 0 } errors)
        {
            return new ApiTokenResult.Invalid(errors);
        }

        var token = ApiTokenText.Generate();
        var stored = new StoredApiToken
        {
            Id = Guid.CreateVersion7(now),
            Name = trimmed,
            Prefix = ApiTokenText.Prefix(token)!,
            Hash = ApiTokenText.Hash(token),
            Scopes = scopes,
            CreatedAt = now,
            CreatedBy = actor.Id,
            ExpiresAt = expiresAt,
        };
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        context.ApiTokens.Add(stored);
        await audit.AddAsync(context, actor, AuditTarget.Token(stored.Id, stored.Name), new Activity.TokenCreated([.. scopes.Each().Select(scope => scope.ToString())], expiresAt), cancel);
        await transaction.CommitAsync(cancel);
        cache.Changed();
        return new ApiTokenResult.Issued(stored.Id, token);
    }

    /// <summary>Revokes a token with immediate effect. Returns Revoked even if it already was.</summary>
    public async Task<ApiTokenResult> RevokeAsync(Actor actor, Guid id, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new ApiTokenResult.Forbidden();
        }

        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        if (await context.ApiTokens.Where(token => token.Id == id).Select(token => token.Name).SingleOrDefaultAsync(cancel) is not { } name)
        {
            return new ApiTokenResult.NotFound();
        }

        if (await context.ApiTokens.Where(token => token.Id == id && token.RevokedAt == null).ExecuteUpdateAsync(token => token.SetProperty(row => row.RevokedAt, now), cancel) > 0)
        {
            await audit.AddAsync(context, actor, AuditTarget.Token(id, name), new Activity.TokenRevoked(), cancel);
            await transaction.CommitAsync(cancel);
        }

        cache.Changed();
        return new ApiTokenResult.Revoked();
    }

    private static ApiTokenState State(StoredApiToken token, DateTimeOffset now) =>
        token.RevokedAt is not null ? ApiTokenState.Revoked
        : token.ExpiresAt <= now ? ApiTokenState.Expired
        : ApiTokenState.Active;

    private static IEnumerable<FieldError> Errors(string name, ApiScopes scopes, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        var nameError = name switch
        {
            "" => "Enter a name, for example CRM integration.",
            { Length: > MaxNameLength } => $"Name must be at most {MaxNameLength} characters (it has {name.Length:N0}).",
            _ when name.Any(char.IsControl) => "Name must not contain control characters such as line breaks.",
            _ => null,
        };
        if (nameError is not null)
        {
            yield return new FieldError("name", nameError);
        }

        if (scopes is ApiScopes.None || (scopes & ~ApiScopes.All) != 0)
        {
            yield return new FieldError("scopes", "Choose at least one permission.");
        }

        if (expiresAt <= now)
        {
            yield return new FieldError("expiresAt", "Choose a future date, or none.");
        }
    }
}
