using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>The tokens that programs use, as administrators arrange them. Each call checks the role itself, since a screen is not a wall.</summary>
public sealed class ApiTokens(IDbContextFactory<WebhooksDbContext> contexts, KnownTokens known, TimeProvider time)
{
    public const int MaxNameLength = 100;

    /// <summary>All tokens, newest first; none for an actor who may not manage.</summary>
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

    /// <summary>Makes a token. Answers Issued, Refused or Forbidden.</summary>
    public async Task<ApiTokenResult> IssueAsync(Actor actor, string name, ApiScopes scopes, DateTimeOffset? expiresAt, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new ApiTokenResult.Forbidden();
        }

        var (now, trimmed) = (time.GetUtcNow(), InvisibleText.Trim(name));
        if (Faults(trimmed, scopes, expiresAt, now).ToList() is { Count: > 0 } faults)
        {
            return new ApiTokenResult.Refused(faults);
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
        context.ApiTokens.Add(stored);
        await context.SaveChangesAsync(cancel);
        known.Changed();
        return new ApiTokenResult.Issued(stored.Id, token);
    }

    /// <summary>Ends a token at once. Answers Revoked, also when it was before, Unknown or Forbidden.</summary>
    public async Task<ApiTokenResult> RevokeAsync(Actor actor, Guid id, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new ApiTokenResult.Forbidden();
        }

        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var changed = await context.ApiTokens.Where(token => token.Id == id)
            .ExecuteUpdateAsync(token => token.SetProperty(row => row.RevokedAt, row => row.RevokedAt ?? now), cancel);
        known.Changed();
        return changed > 0 ? new ApiTokenResult.Revoked() : new ApiTokenResult.Unknown();
    }

    private static ApiTokenState State(StoredApiToken token, DateTimeOffset now) =>
        token.RevokedAt is not null ? ApiTokenState.Revoked
        : token.ExpiresAt <= now ? ApiTokenState.Expired
        : ApiTokenState.Active;

    private static IEnumerable<FieldError> Faults(string name, ApiScopes scopes, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        var problem = name switch
        {
            "" => "Enter a name, for example CRM integration.",
            { Length: > MaxNameLength } => $"The name has {name.Length:N0} characters; at most {MaxNameLength} are allowed.",
            _ when name.Any(char.IsControl) => "The name must not contain control characters such as line breaks.",
            _ => null,
        };
        if (problem is not null)
        {
            yield return new FieldError("name", problem);
        }

        if (scopes is ApiScopes.None || (scopes & ~ApiScopes.All) != 0)
        {
            yield return new FieldError("scopes", "Choose what the token may do.");
        }

        if (expiresAt <= now)
        {
            yield return new FieldError("expiresAt", "Choose a time to come, or none.");
        }
    }
}
