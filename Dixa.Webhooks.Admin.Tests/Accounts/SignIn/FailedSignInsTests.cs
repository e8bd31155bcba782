using System.Net;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

public class FailedSignInsTests : AccountsTest
{
    private FailedSignIns Failed => Services.GetRequiredService<FailedSignIns>();

    [Fact]
    public async Task Wrong_passwords_are_one_row_per_minute_and_address_at_the_end_of_the_minute()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        var start = Time.GetUtcNow();
        await TryAsync("192.0.2.1", sue);
        Time.Advance(TimeSpan.FromSeconds(5));
        await TryAsync("192.0.2.1", sue);
        await TryAsync("192.0.2.1", null);
        await TryAsync("::ffff:198.51.100.7", sue);
        await Failed.WriteEndedAsync(Stop);
        Assert.Empty(await RowsAsync());

        Time.Advance(TimeSpan.FromMinutes(1));
        await TryAsync("192.0.2.1", null);
        await Failed.WriteEndedAsync(Stop);

        var rows = await RowsAsync();
        Assert.Equal([("192.0.2.1", AuditTarget.Person(sue.Id, sue.Name)), ("198.51.100.7", AuditTarget.Person(sue.Id, sue.Name))], rows.Select(row => (row.Address, row.Target)));
        Assert.All(rows, row => Assert.Equal((ActorKind.Anonymous, (Guid?)null), (row.ActorKind, row.ActorId)));
        var failed = Assert.IsType<Activity.SignInFailed>(rows[0].Activity);
        Assert.Equal((3, start, 1), (failed.Count, failed.Since, failed.Unknown));
        Assert.Equal(["sue@example.com"], failed.Accounts!);

        await Failed.StopAsync(Stop);
        Assert.Equal(3, (await RowsAsync()).Count);
        await Failed.StopAsync(Stop);
        Assert.Equal(3, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task A_lockout_is_recorded_with_the_account_once()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        for (var guess = 0; guess < LockoutRule.WrongPasswords + 2; guess++)
        {
            await TryAsync("192.0.2.1", sue);
        }

        Time.Advance(TimeSpan.FromMinutes(1));
        await TryAsync("192.0.2.1", sue);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Failed.WriteEndedAsync(Stop);

        var rows = await RowsAsync();
        Assert.Equal([AuditAction.SignInFailed, AuditAction.AccountLocked, AuditAction.SignInFailed], rows.Select(row => row.Action));
        Assert.Equal(LockoutRule.WrongPasswords + 2, Assert.IsType<Activity.SignInFailed>(rows[0].Activity).Count);
        Assert.Equal(["sue@example.com"], Assert.IsType<Activity.AccountLocked>(rows[1].Activity).Accounts);
        Assert.Equal(AuditTarget.Person(sue.Id, "sue@example.com"), rows[1].Target);
    }

    [Fact]
    public async Task Many_addresses_are_counted_together_and_a_store_that_fails_loses_nothing()
    {
        for (var i = 0; i < FailedSignIns.MaxAddresses + 50; i++)
        {
            From($"10.0.{i / 250}.{i % 250}");
            Failed.Note(null);
        }

        Time.Advance(TimeSpan.FromMinutes(1));
        await Store.RefuseAsync("audit", "NEW.id > 2");
        await Assert.ThrowsAnyAsync<Exception>(() => Failed.WriteEndedAsync(Stop));
        await Failed.StopAsync(Stop);
        await Store.AcceptAsync("audit");
        await Failed.WriteEndedAsync(Stop);

        await using var context = await Store.ContextAsync();
        var rows = await context.AuditRows.AsNoTracking().ToListAsync(Stop);
        Assert.Equal(FailedSignIns.MaxAddresses + 1, rows.Count);
        Assert.Equal(50, Assert.IsType<Activity.SignInFailed>(ActivityJson.Read(AuditAction.SignInFailed, Assert.Single(rows, row => row.Address is null).Data)).Count);
    }

    private void From(string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        Services.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
    }

    private async Task TryAsync(string address, Actor? person)
    {
        From(address);
        using var turn = Services.GetRequiredService<PasswordGate>().TryEnter();
        IdentityUser<Guid>? user = null;
        if (person is not null)
        {
            await using var context = await Store.ContextAsync();
            user = await context.Users.AsNoTracking().SingleAsync(row => row.Id == person.Id, Stop);
        }

        Assert.NotEqual(PasswordVerdict.Right, await Services.GetRequiredService<PasswordCheck>().CheckAsync(turn!, user, "a wrong password", Stop));
    }

    /// <summary>Oldest first, without the rows of the preparation.</summary>
    private async Task<IReadOnlyList<Admin.Audit.AuditEntry>> RowsAsync() =>
        [.. (await Store.AuditedAsync()).Where(row => row.Action is AuditAction.SignInFailed or AuditAction.AccountLocked).OrderBy(row => row.Id)];
}

[OnPostgres]
public sealed class FailedSignInsTestsOnPostgres : FailedSignInsTests;
