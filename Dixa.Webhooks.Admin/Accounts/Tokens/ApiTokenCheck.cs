using System.Data.Common;
using System.Security.Cryptography;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>Tells whose token is presented. Cheap enough for every published event: a hash and a look into memory.</summary>
public sealed partial class ApiTokenCheck(
    KnownTokens tokens, IntakeWriter store, TimeProvider time, IOptionsMonitor<ApiOptions> settings, ILogger<ApiTokenCheck> logger)
{
    /// <summary>The last use is written no more often than this.</summary>
    public static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromMinutes(1);

    private static readonly TokenHolder Bootstrap = new(Guid.Empty, "API token", ApiScopes.All);

    /// <summary>The holder; null for a token that is unknown, revoked or expired.</summary>
    public async ValueTask<TokenHolder?> FindAsync(string token, CancellationToken cancel = default)
    {
        // Hashes have one length, so the time of a comparison tells nothing about the token.
        var hash = ApiTokenText.Hash(token);
        if (settings.CurrentValue.BootstrapToken is { Length: > 0 } known && CryptographicOperations.FixedTimeEquals(hash, ApiTokenText.Hash(known)))
        {
            return Bootstrap;
        }

        if (ApiTokenText.Prefix(token) is not { } prefix)
        {
            return null;
        }

        var now = time.GetUtcNow();
        foreach (var candidate in await tokens.WithPrefixAsync(prefix, cancel))
        {
            if (CryptographicOperations.FixedTimeEquals(hash, candidate.Stored.Hash))
            {
                return candidate.Stored.ExpiresAt <= now ? null : await UseAsync(candidate, now);
            }
        }

        return null;
    }

    private async ValueTask<TokenHolder> UseAsync(KnownToken token, DateTimeOffset now)
    {
        if (token.NotesUse(now, UseIsNotedEvery))
        {
            try
            {
                await store.CommitAsync(new UseApiToken(token.Stored.Id, now));
            }
            catch (Exception error) when (error is DbException or StoreUnavailableException or ObjectDisposedException)
            {
                // What the caller wants matters more than the note.
                Log.UseNotNoted(logger, token.Stored.Id, error);
            }
        }

        return new TokenHolder(token.Stored.Id, token.Stored.Name, token.Stored.Scopes);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The last use of API token {TokenId} could not be noted")]
        public static partial void UseNotNoted(ILogger logger, Guid tokenId, Exception error);
    }
}
