using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

public class PasswordResetterTests : AccountsTest
{
    private const string Another = "another password";

    private PasswordResetter Resets => Services.GetRequiredService<PasswordResetter>();

    [Fact]
    public async Task A_link_sets_the_password_once_and_ends_a_lockout()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        var passwords = Services.GetRequiredService<PasswordChanger>();
        for (var guess = 0; guess < LockoutRule.WrongPasswords; guess++)
        {
            await passwords.ChangeAsync(sue, "a wrong password", Another, Stop);
        }

        var link = await Resets.IssueAsync(" SUE@example.com ", Stop);

        Assert.Equal("sue@example.com", await Resets.EmailAsync(link, Stop));
        Assert.IsType<PersonResult.Done>(await Resets.UseAsync(link, Another, Stop));
        Assert.Null(await Resets.EmailAsync(link, Stop));
        Assert.IsType<PersonResult.NotFound>(await Resets.UseAsync(link, Another, Stop));
        Assert.IsType<PersonResult.Done>(await passwords.ChangeAsync(sue, Another, Password, Stop));
    }

    [Fact]
    public async Task If_two_requests_use_a_link_at_once_only_one_sets_the_password()
    {
        await PersonAsync("sue@example.com", Role.Support);
        var link = await Resets.IssueAsync("sue@example.com", Stop);

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Resets.UseAsync(link, Another, Stop), Stop)));

        Assert.Single(results.OfType<PersonResult.Done>());
        Assert.Single(results.OfType<PersonResult.NotFound>());
    }

    [Fact]
    public async Task A_refused_password_leaves_the_link_usable()
    {
        await PersonAsync("sue@example.com", Role.Support);
        var link = await Resets.IssueAsync("sue@example.com", Stop);

        var invalid = Assert.IsType<PersonResult.Invalid>(await Resets.UseAsync(link, "sue@example.com", Stop));

        Assert.Equal(("newPassword", "The password must not be made of the e-mail address."), (invalid.Errors.Single().Field, invalid.Errors.Single().Message));
        Assert.IsType<PersonResult.Done>(await Resets.UseAsync(link, Another, Stop));
    }

    [Fact]
    public async Task A_link_is_invalid_after_an_hour_after_a_newer_link_and_after_a_password_change()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        var first = await Resets.IssueAsync("sue@example.com", Stop);
        Time.Advance(PasswordResetter.Lifetime);
        Assert.Null(await Resets.EmailAsync(first, Stop));

        var second = await Resets.IssueAsync("sue@example.com", Stop);
        var third = await Resets.IssueAsync("sue@example.com", Stop);
        Assert.Null(await Resets.EmailAsync(second, Stop));
        Assert.NotNull(await Resets.EmailAsync(third, Stop));

        Assert.IsType<PersonResult.Done>(await Services.GetRequiredService<PasswordChanger>().ChangeAsync(sue, Password, Another, Stop));
        Assert.IsType<PersonResult.NotFound>(await Resets.UseAsync(third, Another, Stop));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("guessed")]
    public async Task An_invalid_link_is_refused(string? guess)
    {
        await PersonAsync("sue@example.com", Role.Support);
        await Resets.IssueAsync("sue@example.com", Stop);

        Assert.Null(await Resets.EmailAsync(guess, Stop));
        Assert.IsType<PersonResult.NotFound>(await Resets.UseAsync(guess, Another, Stop));
    }

    [Fact]
    public async Task An_unknown_address_gets_no_link_and_links_are_stored_as_hashes()
    {
        await PersonAsync("sue@example.com", Role.Support);
        Assert.Null(await Resets.IssueAsync("nobody@example.com", Stop));
        var link = await Resets.IssueAsync("sue@example.com", Stop);

        await using var context = await Store.ContextAsync();
        var stored = await context.PasswordResets.SingleAsync(Stop);
        Assert.Equal(LinkSecret.Id(link!), stored.Id);
        Assert.Null(await Resets.EmailAsync(stored.Id.ToString(), Stop));
    }
}

[OnPostgres]
public sealed class PasswordResetterTestsOnPostgres : PasswordResetterTests;
