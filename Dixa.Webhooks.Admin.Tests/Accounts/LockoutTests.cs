using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Accounts.Start;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Accounts;

public class LockoutTests : AccountsTest
{
    private const int Attempts = 24;

    [Fact]
    public async Task Only_five_of_many_parallel_wrong_passwords_in_two_processes_are_verified()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        IServiceProvider[] processes = [Services, OpenProcess()];

        var verdicts = await Task.WhenAll(Enumerable.Range(0, Attempts)
            .Select(attempt => Task.Run(() => CheckAsync(processes[attempt % 2], sue.Id, "a wrong password"), Stop)));

        Assert.Equal(LockoutRule.WrongPasswords, verdicts.Count(verdict => verdict is PasswordVerdict.Wrong));
        Assert.Equal(Attempts - LockoutRule.WrongPasswords, verdicts.Count(verdict => verdict is PasswordVerdict.Locked));
        var hash = (await UserAsync(Services, sue.Id))!.PasswordHash;
        Assert.Equal(LockoutRule.WrongPasswords, Hasher.Verified.Count(verified => verified == hash));
        Assert.Equal(Attempts, Hasher.Verified.Count);
        Assert.Equal(PasswordVerdict.Locked, await CheckAsync(Services, sue.Id, Password));
    }

    [Fact]
    public async Task A_lockout_expires_and_the_count_starts_again()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        await GuessAsync(sue.Id, LockoutRule.WrongPasswords);
        Time.Advance(LockoutRule.Duration - TimeSpan.FromTicks(1));
        Assert.Equal(PasswordVerdict.Locked, await CheckAsync(Services, sue.Id, Password));

        Time.Advance(TimeSpan.FromTicks(1));

        await GuessAsync(sue.Id, LockoutRule.WrongPasswords - 1);
        Assert.Equal(PasswordVerdict.Right, await CheckAsync(Services, sue.Id, Password));
    }

    [Fact]
    public async Task The_right_password_resets_the_count()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        for (var round = 0; round < 3; round++)
        {
            await GuessAsync(sue.Id, LockoutRule.WrongPasswords - 1);
            Assert.Equal(PasswordVerdict.Right, await CheckAsync(Services, sue.Id, Password));
        }
    }

    [Fact]
    public async Task An_unknown_address_costs_one_verification_and_one_write_as_a_known_one_does()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        await GuessAsync(sue.Id, LockoutRule.WrongPasswords - 1);
        Hasher.Verified.Clear();

        Assert.Equal(PasswordVerdict.Wrong, await CheckAsync(Services, Guid.NewGuid(), "a wrong password"));

        Assert.Single(Hasher.Verified);
        var stored = (await UserAsync(Services, sue.Id))!;
        Assert.NotEqual(stored.PasswordHash, Hasher.Verified.Single());
        Assert.Equal(LockoutRule.WrongPasswords - 1, stored.AccessFailedCount);
    }

    [Fact]
    public async Task No_password_is_hashed_or_verified_on_a_thread_of_the_pool()
    {
        var token = Services.GetRequiredService<SetupToken>().Issue();
        var first = Services.GetRequiredService<FirstAdministrator>();
        var set = Assert.IsType<PersonResult.Done>(await first.SetUpAsync(token, "ada@example.com", Password, Stop));
        var sue = await PersonAsync("sue@example.com", Role.Support);
        await CheckAsync(Services, set.Id, Password);
        await CheckAsync(Services, Guid.NewGuid(), Password);
        Assert.IsType<PersonResult.Done>(await Services.GetRequiredService<PasswordChanger>().ChangeAsync(sue, Password, "another password", Stop));

        Assert.All(Hasher.OnPoolThread, Assert.False);

        // Two new people, the decoy, two sign-ins, and a change, which verifies and hashes.
        Assert.Equal(7, Hasher.OnPoolThread.Count);
    }

    [Fact]
    public async Task With_a_full_gate_no_one_waits_and_nothing_is_counted()
    {
        var sue = await PersonAsync("sue@example.com", Role.Support);
        var process = OpenProcess(queueLength: 0);
        var gate = process.GetRequiredService<PasswordGate>();
        var passwords = process.GetRequiredService<PasswordChanger>();
        var people = process.GetRequiredService<UserDirectory>();
        var first = process.GetRequiredService<FirstAdministrator>();
        var token = process.GetRequiredService<SetupToken>().Issue();
        using (gate.TryEnter())
        using (gate.TryEnter())
        {
            Assert.Null(gate.TryEnter());
            Assert.IsType<PersonResult.Busy>(await passwords.ChangeAsync(sue, "a wrong password", "another password", Stop));
            Assert.IsType<PersonResult.Busy>(await people.AddAsync(Actors.Administrator, "bob@example.com", Role.Support, Password, Stop));
            Assert.IsType<PersonResult.Busy>(await first.SetUpAsync(token, "bob@example.com", Password, Stop));
        }

        Assert.Equal(0, (await UserAsync(Services, sue.Id))!.AccessFailedCount);
        Assert.True(process.GetRequiredService<SetupToken>().Matches(token));
        Assert.IsType<PersonResult.Done>(await passwords.ChangeAsync(sue, Password, "another password", Stop));
    }

    private static async Task<IdentityUser<Guid>?> UserAsync(IServiceProvider process, Guid id)
    {
        await using var context = await process.GetRequiredService<IDbContextFactory<Storage.WebhooksDbContext>>().CreateDbContextAsync(Stop);
        return await context.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id, Stop);
    }

    private static async Task<PasswordVerdict> CheckAsync(IServiceProvider process, Guid id, string password)
    {
        using var turn = process.GetRequiredService<PasswordGate>().TryEnter();
        return await process.GetRequiredService<PasswordCheck>().CheckAsync(turn!, await UserAsync(process, id), password, Stop);
    }

    private async Task GuessAsync(Guid id, int times)
    {
        for (var guess = 0; guess < times; guess++)
        {
            Assert.Equal(PasswordVerdict.Wrong, await CheckAsync(Services, id, "a wrong password"));
        }
    }
}

[OnPostgres]
public sealed class LockoutTestsOnPostgres : LockoutTests;
