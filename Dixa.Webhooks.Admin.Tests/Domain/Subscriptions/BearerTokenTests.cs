namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class BearerTokenTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData(" abc\n")]
    [InlineData("\u200babc\u2060")]
    [InlineData("Bearer abc")]
    [InlineData("bearer  abc")]
    [InlineData("BEARER\tabc")]
    [InlineData("Bearer\u00a0abc")]
    [InlineData("Bearer Bearer abc")]
    [InlineData("Authorization: Bearer abc")]
    [InlineData("authorization:bearer abc")]
    [InlineData("Authorization : \ufeffBearer \u200babc\u200b")]
    [InlineData("Authorization: abc")]
    public void Text_pasted_around_a_token_is_removed(string typed)
    {
        Assert.Equal("abc", BearerToken.Clean(typed));
        Assert.Null(BearerToken.Error(BearerToken.Clean(typed)));
        Assert.Equal("Bearer abc", Support.Drafts.Configuration(draft => (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, typed)).Authorization.HeaderValue());
    }

    [Theory]
    [InlineData("Bearerabc")]
    [InlineData("bearer-abc")]
    [InlineData("Authorization-abc")]
    [InlineData("AuthorizationBearer")]
    [InlineData("abc.def-_~+/==")]
    public void A_token_that_only_starts_like_a_scheme_is_kept(string token)
    {
        Assert.Equal(token, BearerToken.Clean(token));
        Assert.Null(BearerToken.Error(token));
    }

    [Theory]
    [InlineData("", "Enter the token.")]
    [InlineData("Bearer", "Enter the token that follows Bearer.")]
    [InlineData("Authorization: Bearer ", "Enter the token that follows Bearer.")]
    [InlineData("Basic dXNlcjpwYXNz", "This is a Basic credential, not a token. Choose Basic authorization and enter the user name and the password.")]
    [InlineData("Authorization: basic dXNlcjpwYXNz", "This is a Basic credential, not a token.")]
    [InlineData("Token hunter2", "The token must not contain spaces. To use a scheme other than Bearer, choose no authorization and add a header named Authorization.")]
    [InlineData("hun ter2", "The token must not contain spaces.")]
    [InlineData("hun\u200bter2", "The token contains an invisible character (U+200B, zero width space) at position 4. Remove it.")]
    [InlineData("hunter✓2", "The token contains a character that is not ASCII (U+2713) at position 7. A Bearer token must be ASCII.")]
    [InlineData("hun\nter2", "The token must not contain control characters")]
    public void An_invalid_token_is_refused_without_repeating_it(string typed, string error)
    {
        var said = BearerToken.Error(BearerToken.Clean(typed));

        Assert.StartsWith(error, said, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer abcdefghijklmnop", "Authorization: Bearer abcd…")]
    [InlineData("abcdefghijklmno", "Authorization: Bearer …")]
    [InlineData("Basic abc", null)]
    [InlineData("", null)]
    [InlineData(Mask.Text, null)]
    public void The_preview_hides_all_but_the_beginning_of_a_long_token(string typed, string? preview) => Assert.Equal(preview, BearerToken.Preview(typed));
}
