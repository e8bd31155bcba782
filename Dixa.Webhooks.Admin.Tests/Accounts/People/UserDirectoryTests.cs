using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Accounts.People;

public sealed class UserDirectoryTests : AccountsTest
{
    [Fact]
    public async Task An_added_person_is_listed_with_their_role()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);

        Assert.Equal([new Person(sue.Id, "sue@example.com", Role.Support)], await People.ListAsync(Actors.Administrator, Stop));
    }

    [Theory]
    [InlineData("", Password, "email")]
    [InlineData("no address", Password, "email")]
    [InlineData("SUE@example.com", Password, "email")]
    [InlineData("new@example.com", "eleven char", "password")]
    [InlineData("new@example.com", "", "password")]
    [InlineData("new@example.com", "aaaaaaaaaaaa", "password")]
    [InlineData("somebody.new@example.com", "somebody.new", "password")]
    public async Task An_error_names_its_field(string email, string password, string field)
    {
        await PersonAsync("sue@example.com", Role.Support);

        var invalid = Assert.IsType<PersonResult.Invalid>(await People.AddAsync(Actors.Administrator, email, Role.Support, password, Stop));

        Assert.Equal(field, Assert.Single(invalid.Errors).Field);
        Assert.Single(await People.ListAsync(Actors.Administrator, Stop));
    }

    [Fact]
    public async Task Support_cannot_see_or_change_people()
    {
        var ada = await PersonAsync("ada@example.com", Role.Administrator);

        Assert.Empty(await People.ListAsync(Actors.Support, Stop));
        Assert.IsType<PersonResult.Forbidden>(await People.AddAsync(Actors.Support, "x@example.com", Role.Administrator, Password, Stop));
        Assert.IsType<PersonResult.Forbidden>(await People.RemoveAsync(Actors.Support, ada.Id, Stop));
        Assert.IsType<PersonResult.Forbidden>(await People.ChangeRoleAsync(Actors.Support, ada.Id, Role.Support, Stop));
    }

    [Fact]
    public async Task People_cannot_remove_or_demote_themselves()
    {
        var ada = await PersonAsync("ada@example.com", Role.Administrator);
        await PersonAsync("bob@example.com", Role.Administrator);

        Assert.IsType<PersonResult.Invalid>(await People.RemoveAsync(ada, ada.Id, Stop));
        Assert.IsType<PersonResult.Invalid>(await People.ChangeRoleAsync(ada, ada.Id, Role.Support, Stop));
    }

    [Fact]
    public async Task Two_administrators_who_remove_each_other_at_once_leave_one()
    {
        var ada = await PersonAsync("ada@example.com", Role.Administrator);
        var bob = await PersonAsync("bob@example.com", Role.Administrator);

        var results = await Task.WhenAll(
            Task.Run(() => People.RemoveAsync(ada, bob.Id, Stop), Stop),
            Task.Run(() => People.RemoveAsync(bob, ada.Id, Stop), Stop));

        Assert.Single(results.OfType<PersonResult.Done>());
        Assert.Single(await People.ListAsync(Actors.Administrator, Stop));
    }

    [Fact]
    public async Task A_role_can_be_changed_and_a_person_removed()
    {
        var ada = await PersonAsync("ada@example.com", Role.Administrator);
        var sue = await PersonAsync("sue@example.com", Role.Support);

        Assert.IsType<PersonResult.Done>(await People.ChangeRoleAsync(ada, sue.Id, Role.Administrator, Stop));
        Assert.All(await People.ListAsync(ada, Stop), person => Assert.Equal(Role.Administrator, person.Role));
        Assert.IsType<PersonResult.Done>(await People.RemoveAsync(ada, sue.Id, Stop));
        Assert.IsType<PersonResult.NotFound>(await People.RemoveAsync(ada, sue.Id, Stop));
    }

    [Fact]
    public async Task A_password_change_requires_the_current_password()
    {
        var passwords = Services.GetRequiredService<PasswordChanger>();
        var sue = await PersonAsync("sue@example.com", Role.Support);

        Assert.Equal("currentPassword", OnlyError(await passwords.ChangeAsync(sue, "a wrong password", "another password", Stop)).Field);
        Assert.Equal("newPassword", OnlyError(await passwords.ChangeAsync(sue, Password, "short", Stop)).Field);
        Assert.Equal("The password must not be made of the e-mail address.", OnlyError(await passwords.ChangeAsync(sue, Password, "sue@example.com", Stop)).Message);
        Assert.IsType<PersonResult.Done>(await passwords.ChangeAsync(sue, Password, "another password", Stop));
        Assert.IsType<PersonResult.Done>(await passwords.ChangeAsync(sue, "another password", Password, Stop));
    }

    [Fact]
    public async Task Five_wrong_guesses_at_the_current_password_lock_the_account_even_against_the_right_one()
    {
        var passwords = Services.GetRequiredService<PasswordChanger>();
        var sue = await PersonAsync("sue@example.com", Role.Support);
        for (var guess = 0; guess < LockoutRule.WrongPasswords; guess++)
        {
            Assert.Equal("This is not your current password.", OnlyError(await passwords.ChangeAsync(sue, $"a wrong password {guess}", "another password", Stop)).Message);
        }

        var invalid = OnlyError(await passwords.ChangeAsync(sue, Password, "another password", Stop));
        Assert.Equal("currentPassword", invalid.Field);
        Assert.StartsWith("Too many wrong passwords", invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correct_current_password_resets_the_count_of_wrong_ones()
    {
        var passwords = Services.GetRequiredService<PasswordChanger>();
        var sue = await PersonAsync("sue@example.com", Role.Support);
        for (var round = 0; round < 2; round++)
        {
            for (var guess = 1; guess < LockoutRule.WrongPasswords; guess++)
            {
                await passwords.ChangeAsync(sue, "a wrong password", "another password", Stop);
            }

            Assert.IsType<PersonResult.Done>(await passwords.ChangeAsync(sue, Password, Password, Stop));
        }
    }

    private static FieldError OnlyError(PersonResult result) => Assert.Single(Assert.IsType<PersonResult.Invalid>(result).Errors);
}
