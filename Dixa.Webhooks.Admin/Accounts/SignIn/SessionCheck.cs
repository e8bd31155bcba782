using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

/// <summary>Signs out an open page when its session ends: immediately if this process or a signal reports it, otherwise within <see cref="Interval"/>.</summary>
internal sealed class SessionCheck : RevalidatingServerAuthenticationStateProvider
{
    private static readonly AuthenticationState SignedOut = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private readonly SessionStore _sessions;
    private volatile Task<AuthenticationState>? _current;

    public SessionCheck(ILoggerFactory logging, SessionStore sessions)
        : base(logging)
    {
        _sessions = sessions;
        AuthenticationStateChanged += Remember;
    }

    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    protected override TimeSpan RevalidationInterval => Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Session.Of(authenticationState.User) is { } session && await _sessions.IsValidNowAsync(session, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        _sessions.Ended -= OnEnded;
        AuthenticationStateChanged -= Remember;
        base.Dispose(disposing);
    }

    private void WatchSessions() => _sessions.Ended += OnEnded;

    private void Remember(Task<AuthenticationState> state) => _current = state;

    private void OnEnded(Guid userId)
    {
        if (_current is { IsCompletedSuccessfully: true } current && Session.Of(current.Result.User) is { } session && session.UserId == userId)
        {
            _ = SignOutIfEndedAsync(session);
        }
    }

    private async Task SignOutIfEndedAsync(Session session)
    {
        try
        {
            if (!await _sessions.IsValidNowAsync(session))
            {
                SetAuthenticationState(Task.FromResult(SignedOut));
            }
        }
        catch (DbException)
        {
            // The database is unavailable. The next periodic check tries again.
        }
    }

    /// <summary>
    /// Starts watching sessions only in an open page. A plain request must still get its response if it ends its own session, for example
    /// when a person changes their password.
    /// </summary>
    internal sealed class InOpenPages(AuthenticationStateProvider provider) : CircuitHandler
    {
        public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            (provider as SessionCheck)?.WatchSessions();
            return Task.CompletedTask;
        }
    }
}
