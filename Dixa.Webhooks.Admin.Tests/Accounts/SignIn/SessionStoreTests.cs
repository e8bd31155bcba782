using System.Security.Claims;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

public class SessionStoreTests : AccountsTest
{
    private SessionStore SessionStore => Services.GetRequiredService<SessionStore>();

    [Fact]
    public async Task An_ended_session_is_invalid_in_every_process()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        var (session, kept) = (await StartAsync(sue), await StartAsync(sue));
        var elsewhere = OpenProcess().GetRequiredService<SessionStore>();
        Assert.True(await SessionStore.IsValidAsync(session, Stop));
        Assert.True(await elsewhere.IsValidAsync(session, Stop));

        await SessionStore.EndAsync(session, Actors.Administrator, Stop);

        Assert.False(await SessionStore.IsValidAsync(session, Stop));
        Assert.False(await elsewhere.IsValidNowAsync(session, Stop));
        Time.Advance(SessionStore.Freshness);
        Assert.False(await elsewhere.IsValidAsync(session, Stop));
        Assert.True(await SessionStore.IsValidNowAsync(kept, Stop));
    }

    [Fact]
    public async Task A_signal_from_another_process_clears_the_cache_and_notifies_open_pages()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        var session = await StartAsync(sue);
        Assert.True(await SessionStore.IsValidAsync(session, Stop));
        await OpenProcess().GetRequiredService<SessionStore>().EndAsync(session, Actors.Administrator, Stop);
        Guid? told = null;
        SessionStore.Ended += user => told = user;

        Services.GetRequiredService<StoreSignals>().Hear(StoreSignal.SessionsEnded, sue.Id);

        Assert.Equal(sue.Id, told);
        Assert.False(await SessionStore.IsValidAsync(session, Stop));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("role")]
    [InlineData("removal")]
    [InlineData("reset")]
    public async Task Sessions_of_a_person_end_with_their(string change)
    {
        var ada = await PersonAsync("ada@example.com", Role.Administrator);
        var sue = await PersonAsync("sue@example.com", Role.Support);
        var (session, other) = (await StartAsync(sue), await StartAsync(ada));
        Assert.True(await SessionStore.IsValidAsync(session, Stop));
        var resets = Services.GetRequiredService<PasswordResetter>();

        Assert.IsType<PersonResult.Done>(change switch
        {
            "password" => await Services.GetRequiredService<PasswordChanger>().ChangeAsync(sue, Password, "another password", Stop),
            "role" => await People.ChangeRoleAsync(ada, sue.Id, Role.Administrator, Stop),
            "removal" => await People.RemoveAsync(ada, sue.Id, Stop),
            _ => await resets.UseAsync(await resets.IssueAsync("sue@example.com", Stop), "another password", Stop),
        });

        Assert.False(await SessionStore.IsValidAsync(session, Stop));
        Assert.True(await SessionStore.IsValidAsync(other, Stop));
        await using var context = await Store.ContextAsync();
        Assert.Equal([ada.Id], await context.Sessions.Select(row => row.UserId).ToListAsync(Stop));
    }

    [Fact]
    public async Task A_session_that_was_started_with_the_previous_password_is_invalid()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        var before = await StampAsync(sue);
        await Services.GetRequiredService<PasswordChanger>().ChangeAsync(sue, Password, "another password", Stop);

        var session = Of(sue, await SessionStore.StartAsync(sue, before, cancel: Stop));

        Assert.False(await SessionStore.IsValidNowAsync(session, Stop));
    }

    [Fact]
    public async Task A_session_lasts_fourteen_days_from_its_last_use_and_its_row_is_then_deleted()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        var session = await StartAsync(sue);
        Time.Advance(SessionStore.Lifetime - TimeSpan.FromDays(1));
        Assert.True(await SessionStore.IsValidAsync(session, Stop));
        Time.Advance(SessionStore.Lifetime - TimeSpan.FromTicks(1));
        Assert.True(await SessionStore.IsValidAsync(session, Stop));

        Time.Advance(SessionStore.Lifetime);

        Assert.False(await SessionStore.IsValidAsync(session, Stop));
        var later = await StartAsync(sue);
        await using var context = await Store.ContextAsync();
        Assert.Equal(later.Id, (await context.Sessions.SingleAsync(Stop)).Id);
    }

    [Fact]
    public async Task A_session_belongs_to_one_person_and_its_secret_is_not_stored()
    {
        var ada = await PersonAsync("ada@example.com", Role.Administrator);
        var sue = await PersonAsync("sue@example.com", Role.Support);
        var secret = await SessionStore.StartAsync(sue, await StampAsync(sue), cancel: Stop);

        Assert.False(await SessionStore.IsValidNowAsync(Of(ada, secret), Stop));
        Assert.Null(Session.Of(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, sue.Id.ToString())]))));
        await using var context = await Store.ContextAsync();
        var id = (await context.Sessions.SingleAsync(Stop)).Id;
        Assert.NotEqual(Of(sue, secret).Id, Of(sue, id.ToString()).Id);
    }

    private static Session Of(Actor person, string secret) =>
        Session.Of(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()), new Claim(Session.Claim, secret)])))!;

    private async Task<Session> StartAsync(Actor person) => Of(person, await SessionStore.StartAsync(person, await StampAsync(person), cancel: Stop));

    private async Task<string> StampAsync(Actor person)
    {
        await using var context = await Store.ContextAsync();
        return (await context.Users.Where(user => user.Id == person.Id).Select(user => user.SecurityStamp).SingleAsync(Stop))!;
    }
}

[OnPostgres]
public sealed class SessionStoreTestsOnPostgres : SessionStoreTests;
