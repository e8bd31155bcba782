using System.Data.Common;
using System.Security.Cryptography;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>Finds the holder of a token. It only needs a hash and a lookup in memory, so it is cheap enough for every published event.</summary>
public sealed partial class ApiTokenCheck(
    TokenCache cache, IntakeWriter store, TimeProvider time, IOptionsMonitor<ApiOptions> settings, ILogger<ApiTokenCheck> logger)
{
    /// <summary>How often a token's last use is recorded at most.</summary>
    public static readonly TimeSpan UseRecordedEvery = TimeSpan.FromMinutes(1);

    private static readonly TokenHolder Bootstrap = new(Actor.BootstrapTokenId, "Bootstrap token", ApiScopes.All);

    /// <summary>Returns the holder; null if the token is unknown, revoked or expired.</summary>
    public async ValueTask<TokenHolder?> FindAsync(string token, CancellationToken cancel = default)
    {
        // Hashes have a fixed length, so the comparison's duration reveals nothing about the token.
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
        foreach (var candidate in await cache.WithPrefixAsync(prefix, cancel))
        {
            if (CryptographicOperations.FixedTimeEquals(hash, candidate.Stored.Hash))
            {
                return candidate.Stored.ExpiresAt <= now ? null : await UseAsync(candidate, now);
            }
        }

        return null;
    }

    private async ValueTask<TokenHolder> UseAsync(CachedToken token, DateTimeOffset now)
    {
        if (token.ShouldRecordUse(now, UseRecordedEvery))
        {
            try
            {
                await store.CommitAsync(new UseApiToken(token.Stored.Id, now));
            }
            catch (Exception error) when (error is DbException or StoreUnavailableException or ObjectDisposedException)
            {
                // The request matters more than the record of the token's use.
                Log.UseNotRecorded(logger, token.Stored.Id, error);
            }
        }

        return new TokenHolder(token.Stored.Id, token.Stored.Name, token.Stored.Scopes);
    }

    private static partial class Log
    {
        [LoggerMessage(1105, LogLevel.Warning, "Failed to record the last use of API token {TokenId}; the request continues")]
        public static partial void UseNotRecorded(ILogger logger, Guid tokenId, Exception error);
    }
}
