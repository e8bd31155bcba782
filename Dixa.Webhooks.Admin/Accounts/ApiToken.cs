using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>
/// Lets programs in by a token in the Authorization header, with or without "Bearer": real clients send both.
/// Whoever holds a token acts as an administrator named "API token".
/// </summary>
public sealed class ApiToken(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory logging, UrlEncoder encoder, IOptionsMonitor<ApiOptions> settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, logging, encoder)
{
    public const string SchemeName = "ApiToken";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ Length: > 0 } header])
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var token = header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..] : header;
        return Task.FromResult(IsKnown(token.Trim())
            ? AuthenticateResult.Success(new AuthenticationTicket(TokenHolder(), SchemeName))
            : AuthenticateResult.Fail("Unknown API token."));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return AnswerAsync(StatusCodes.Status401Unauthorized, "Give a valid API token in the Authorization header.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        AnswerAsync(StatusCodes.Status403Forbidden, "This API token does not allow this operation.");

    // Hashes have one length, so the time of the comparison tells nothing about the token.
    private bool IsKnown(string token) =>
        settings.CurrentValue.BootstrapToken is { Length: > 0 } known
        && CryptographicOperations.FixedTimeEquals(Hash(token), Hash(known));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static ClaimsPrincipal TokenHolder() => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Guid.Empty.ToString()),
            new Claim(ClaimTypes.Name, "API token"),
            new Claim(ClaimTypes.Role, nameof(Role.Administrator)),
        ],
        SchemeName));

    private Task AnswerAsync(int status, string message)
    {
        Response.StatusCode = status;
        return Response.WriteAsJsonAsync(new { message }, Context.RequestAborted);
    }
}
