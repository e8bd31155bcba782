using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Signs an open page out when its session ends: at once when this process or a signal says so, else within <see cref="Interval"/>.</summary>
internal sealed class SessionCheck : RevalidatingServerAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private readonly Sessions _sessions;
    private volatile Task<AuthenticationState>? _current;

    public SessionCheck(ILoggerFactory logging, Sessions sessions)
        : base(logging)
    {
        _sessions = sessions;
        AuthenticationStateChanged += Remember;
        _sessions.Ended += OnEnded;
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
}
