using System.Buffers;
using System.Collections.Frozen;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Recognizes headers that probably contain secrets, by name.</summary>
public static class SecretHeaders
{
    private static readonly SearchValues<string> SecretNameParts = SearchValues.Create(
        [
            "authorization", "cookie", "token", "secret", "password", "passwd", "credential", "session", "jwt", "x-auth",
            "api-key", "apikey", "api_key", "access-key", "accesskey", "private-key", "auth-key", "signing-key",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Ordinary = FrozenSet.ToFrozenSet(
        ["Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Origin", "Pragma", "Referer", "User-Agent"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a response header must be masked, for example <c>Set-Cookie</c> or <c>X-Api-Key</c>.</summary>
    public static bool IsSecret(string name) => name.AsSpan().ContainsAny(SecretNameParts);

    /// <summary>Whether a header is never secret, for example <c>Accept: application/json</c>.</summary>
    public static bool IsOrdinary(string name) => Ordinary.Contains(name);
}
