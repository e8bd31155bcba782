using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Accounts.Start;

public sealed class FirstAdministratorTests : AccountsTest
{
    private FirstAdministrator First => Services.GetRequiredService<FirstAdministrator>();

    private SetupToken Token => Services.GetRequiredService<SetupToken>();

    [Fact]
    public async Task The_link_creates_one_administrator_and_then_stops_working()
    {
        var token = Token.Issue();

        Assert.True(await First.MaySetUpAsync(token, Stop));
        Assert.IsType<PersonResult.Done>(await First.SetUpAsync(token, "ada@example.com", Password, Stop));
        Assert.False(await First.MaySetUpAsync(token, Stop));
        Assert.IsType<PersonResult.Forbidden>(await First.SetUpAsync(token, "eve@example.com", Password, Stop));
        Assert.Equal(Role.Administrator, Assert.Single(await People.ListAsync(Actors.Administrator, Stop)).Role);
    }

    [Fact]
    public async Task If_two_requests_use_the_link_at_once_one_is_refused()
    {
        var token = Token.Issue();

        var results = await Task.WhenAll(
            Task.Run(() => First.SetUpAsync(token, "ada@example.com", Password, Stop), Stop),
            Task.Run(() => First.SetUpAsync(token, "eve@example.com", Password, Stop), Stop));

        Assert.Single(results.OfType<PersonResult.Done>());
        Assert.Single(results.OfType<PersonResult.Forbidden>());
        Assert.Single(await People.ListAsync(Actors.Administrator, Stop));
    }

    [Fact]
    public async Task An_error_leaves_the_link_usable()
    {
        var token = Token.Issue();

        Assert.IsType<PersonResult.Invalid>(await First.SetUpAsync(token, "ada@example.com", "short", Stop));
        Assert.IsType<PersonResult.Invalid>(await First.SetUpAsync(token, "ada@example.com", "123456789012", Stop));
        Assert.True(await First.MaySetUpAsync(token, Stop));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("guessed")]
    public async Task An_invalid_token_is_refused(string? guess)
    {
        Assert.False(await First.MaySetUpAsync(guess, Stop));
        Token.Issue();
        Assert.False(await First.MaySetUpAsync(guess, Stop));
        Assert.IsType<PersonResult.Forbidden>(await First.SetUpAsync(guess, "eve@example.com", Password, Stop));
    }

    [Fact]
    public async Task Once_a_user_exists_the_link_is_refused()
    {
        var token = Token.Issue();
        await PersonAsync("ada@example.com", Role.Administrator);

        Assert.False(await First.MaySetUpAsync(token, Stop));
        Assert.IsType<PersonResult.Forbidden>(await First.SetUpAsync(token, "eve@example.com", Password, Stop));
    }
}
