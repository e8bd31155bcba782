using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

public sealed class ApiTokenDirectoryTests : AccountsTest
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Storage:ConnectionString"] = "Data Source={folder}/webhooks.db;Default Timeout=1",
    };

    private ApiTokenDirectory Tokens => Services.GetRequiredService<ApiTokenDirectory>();

    private ApiTokenCheck Check => Services.GetRequiredService<ApiTokenCheck>();

    private FakeTimeProvider Clock => (FakeTimeProvider)Services.GetRequiredService<TimeProvider>();

    [Fact]
    public async Task A_token_authenticates_with_its_id_name_and_scopes()
    {
        var issued = await IssueAsync("CRM", ApiScopes.ReadWebhooks | ApiScopes.PublishEvents);

        var holder = await Check.FindAsync(issued.Token, Stop);

        Assert.Equal(new TokenHolder(issued.Id, "CRM", ApiScopes.ReadWebhooks | ApiScopes.PublishEvents), holder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("dxw_")]
    [InlineData("dxw_0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Any_other_text_is_refused(string text)
    {
        await IssueAsync();

        Assert.Null(await Check.FindAsync(text, Stop));
    }

    [Fact]
    public async Task A_token_with_another_tokens_prefix_is_refused()
    {
        var issued = await IssueAsync();

        Assert.Null(await Check.FindAsync(issued.Token[..^1] + (issued.Token[^1] == '0' ? '1' : '0'), Stop));
        Assert.Null(await Check.FindAsync(issued.Token + "0", Stop));
    }

    [Fact]
    public async Task Two_tokens_with_the_same_prefix_are_distinguished()
    {
        var issued = await IssueAsync("first");
        const string other = "another token of 256 bits";
        await Store.StoreAsync(new Storage.Tables.StoredApiToken
        {
            Id = Guid.NewGuid(),
            Name = "second",
            Prefix = issued.Token[..10],
            Hash = ApiTokenText.Hash(issued.Token[..10] + other),
            Scopes = ApiScopes.All,
        });
        Clock.Advance(TokenCache.Freshness);

        Assert.Equal("first", (await Check.FindAsync(issued.Token, Stop))?.Name);
        Assert.Equal("second", (await Check.FindAsync(issued.Token[..10] + other, Stop))?.Name);
    }

    [Fact]
    public async Task The_stored_values_do_not_authenticate()
    {
        var issued = await IssueAsync();

        await using var context = await Store.ContextAsync();
        var stored = await context.ApiTokens.SingleAsync(Stop);
        Assert.Equal(32, stored.Hash.Length);
        Assert.Equal(issued.Token[..10], stored.Prefix);
        Assert.Matches("^dxw_[0-9a-f]{64}$", issued.Token);
        Assert.Null(await Check.FindAsync(Convert.ToHexStringLower(stored.Hash), Stop));
        Assert.DoesNotContain(issued.Token, issued.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_immediately_and_stays_listed()
    {
        var issued = await IssueAsync();
        Assert.NotNull(await Check.FindAsync(issued.Token, Stop));

        Assert.IsType<ApiTokenResult.Revoked>(await Tokens.RevokeAsync(Actors.Administrator, issued.Id, Stop));

        Assert.Null(await Check.FindAsync(issued.Token, Stop));
        Assert.Equal(ApiTokenState.Revoked, Assert.Single(await Tokens.ListAsync(Actors.Administrator, Stop)).State);
    }

    [Fact]
    public async Task A_token_that_another_process_revoked_is_refused_within_a_second()
    {
        var issued = await IssueAsync();
        Assert.NotNull(await Check.FindAsync(issued.Token, Stop));
        await using (var context = await Store.ContextAsync())
        {
            var now = Clock.GetUtcNow();
            await context.ApiTokens.ExecuteUpdateAsync(token => token.SetProperty(row => row.RevokedAt, now), Stop);
        }

        Clock.Advance(TokenCache.Freshness);

        Assert.Null(await Check.FindAsync(issued.Token, Stop));
    }

    [Fact]
    public async Task A_token_is_refused_once_it_has_expired()
    {
        var expiry = Clock.GetUtcNow().AddDays(7);
        var issued = await IssueAsync(expiresAt: expiry);
        Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromTicks(1));
        Assert.NotNull(await Check.FindAsync(issued.Token, Stop));

        Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Null(await Check.FindAsync(issued.Token, Stop));
        Assert.Equal(ApiTokenState.Expired, Assert.Single(await Tokens.ListAsync(Actors.Administrator, Stop)).State);
    }

    [Fact]
    public async Task The_last_use_is_recorded_at_most_once_per_minute()
    {
        var issued = await IssueAsync();
        Assert.Null(await LastUseAsync());

        var first = Clock.GetUtcNow();
        await Check.FindAsync(issued.Token, Stop);
        Assert.Equal(first, await LastUseAsync());

        for (var i = 0; i < 59; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Check.FindAsync(issued.Token, Stop);
        }

        Assert.Equal(first, await LastUseAsync());
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Check.FindAsync(issued.Token, Stop);
        Assert.Equal(first + ApiTokenCheck.UseRecordedEvery, await LastUseAsync());
    }

    [Theory]
    [InlineData("", ApiScopes.PublishEvents, 1, "name")]
    [InlineData("two\nlines", ApiScopes.PublishEvents, 1, "name")]
    [InlineData("CRM", ApiScopes.None, 1, "scopes")]
    [InlineData("CRM", (ApiScopes)32, 1, "scopes")]
    [InlineData("CRM", ApiScopes.PublishEvents, 0, "expiresAt")]
    public async Task Invalid_input_is_refused_with_the_reason(string name, ApiScopes scopes, int days, string field)
    {
        var result = await Tokens.IssueAsync(Actors.Administrator, name, scopes, Clock.GetUtcNow().AddDays(days), Stop);

        Assert.Equal(field, Assert.Single(Assert.IsType<ApiTokenResult.Invalid>(result).Errors).Field);
        Assert.Empty(await Tokens.ListAsync(Actors.Administrator, Stop));
    }

    [Fact]
    public async Task Support_cannot_list_issue_or_revoke_tokens()
    {
        var issued = await IssueAsync();

        Assert.Empty(await Tokens.ListAsync(Actors.Support, Stop));
        Assert.IsType<ApiTokenResult.Forbidden>(await Tokens.IssueAsync(Actors.Support, "x", ApiScopes.All, null, Stop));
        Assert.IsType<ApiTokenResult.Forbidden>(await Tokens.RevokeAsync(Actors.Support, issued.Id, Stop));
        Assert.NotNull(await Check.FindAsync(issued.Token, Stop));
    }

    [Fact]
    public async Task An_unknown_token_cannot_be_revoked() =>
        Assert.IsType<ApiTokenResult.NotFound>(await Tokens.RevokeAsync(Actors.Administrator, Guid.NewGuid(), Stop));

    [Theory]
    [InlineData(ApiScopes.PublishEvents, null)]
    [InlineData(ApiScopes.ReadWebhooks, Role.Support)]
    [InlineData(ApiScopes.ManageWebhooks, Role.Administrator)]
    [InlineData(ApiScopes.ReadWebhooks | ApiScopes.ManageWebhooks, Role.Administrator)]
    public void A_holder_acts_in_the_role_of_its_scopes(ApiScopes scopes, Role? role) =>
        Assert.Equal(role, new TokenHolder(Guid.NewGuid(), "CRM", scopes).ToPrincipal().ToActor()?.Role);

    [Fact]
    public async Task A_token_works_even_if_its_use_cannot_be_recorded()
    {
        var issued = await IssueAsync();
        await Check.FindAsync("dxw_another", Stop);

        await using (await WriteLock.TakeAsync(Store.Files.Database))
        {
            Assert.NotNull(await Check.FindAsync(issued.Token, Stop));
        }

        Assert.Null(await LastUseAsync());
    }

    private async Task<ApiTokenResult.Issued> IssueAsync(string name = "CRM", ApiScopes scopes = ApiScopes.All, DateTimeOffset? expiresAt = null) =>
        Assert.IsType<ApiTokenResult.Issued>(await Tokens.IssueAsync(Actors.Administrator, name, scopes, expiresAt, Stop));

    private async Task<DateTimeOffset?> LastUseAsync()
    {
        await using var context = await Store.ContextAsync();
        return (await context.ApiTokens.AsNoTracking().SingleAsync(Stop)).LastUsedAt;
    }
}
