using System.Text.Encodings.Web;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>Authenticates API clients by a token in the Authorization header, with or without "Bearer", because real clients send both forms.</summary>
public sealed class ApiTokenScheme(IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory logging, UrlEncoder encoder, ApiTokenCheck tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, logging, encoder)
{
    public const string SchemeName = "ApiToken";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ Length: > 0 } header])
        {
            return AuthenticateResult.NoResult();
        }

        var token = header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..] : header;
        return await tokens.FindAsync(token.Trim(), Context.RequestAborted) is { } holder
            ? AuthenticateResult.Success(new AuthenticationTicket(holder.ToPrincipal(), SchemeName))
            : AuthenticateResult.Fail("Unknown API token.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return RespondAsync(StatusCodes.Status401Unauthorized, "Send a valid API token in the Authorization header.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var policy = Context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).FirstOrDefault(name => name is not null);
        return RespondAsync(StatusCodes.Status403Forbidden, policy is not null && Policies.Scope(policy) is { } scope
            ? $"This API token does not have the scope \"{scope.Words()}\"."
            : "This API token does not allow this operation.");
    }

    private Task RespondAsync(int status, string message)
    {
        Response.StatusCode = status;
        return Response.WriteAsJsonAsync(new ApiError(message), Context.RequestAborted);
    }
}
