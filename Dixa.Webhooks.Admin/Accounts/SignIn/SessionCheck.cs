using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

/// <summary>Signs an open page out when its session ends: at once when this process or a signal says so, else within <see cref="Interval"/>.</summary>
internal sealed class SessionCheck : RevalidatingServerAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

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
                SetAuthenticationState(Task.FromResult(Nobody));
            }
        }
        catch (DbException)
        {
            // The store cannot tell now. The check of the next minute can.
        }
    }

    /// <summary>
    /// Lets the check follow the sessions in an open page only. A plain request answers the person who sent it, even when the request itself ends
    /// their session: who changes their password sees that it is changed.
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
