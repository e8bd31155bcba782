namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class EndpointAuthorizationTests
{
    [Theory]
    [InlineData("Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")]
    [InlineData("test", "123£", "Basic dGVzdDoxMjPCow==")]
    [InlineData("user", "", "Basic dXNlcjo=")]
    [InlineData("user", "a:b", "Basic dXNlcjphOmI=")]
    public void Basic_authorization_is_written_in_UTF_8(string username, string password, string header) =>
        Assert.Equal(header, new EndpointAuthorization.Basic(username, password).HeaderValue());

    [Fact]
    public void A_token_is_written_as_a_bearer() => Assert.Equal("Bearer abc.def", new EndpointAuthorization.Token("abc.def").HeaderValue());

    [Fact]
    public void No_authorization_is_no_header() => Assert.Null(new EndpointAuthorization.None().HeaderValue());

    [Fact]
    public void ToString_never_shows_a_secret()
    {
        var configuration = Support.Drafts.Configuration(draft =>
        {
            draft.AuthorizationKind = AuthorizationKind.Basic;
            (draft.Username, draft.Password) = ("username-hunter2", "password-hunter2");
            draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "value-hunter2" }];
        });
        var webhook = WebhookSubscription.Create(Guid.NewGuid(), configuration, Support.Actors.Administrator, DateTimeOffset.UnixEpoch);
        var draft = Support.Drafts.WithHeader("X-Api-Key", "value-hunter2");

        Assert.All<object>(
            [
                configuration, configuration.Authorization, configuration.Headers[0], webhook, webhook.Secret, draft, draft.Headers[0],
                new EndpointAuthorization.Basic("username-hunter2", "password-hunter2"), new EndpointAuthorization.Token("token-hunter2"),
            ],
            shown =>
            {
                Assert.DoesNotContain("hunter2", shown.ToString());
                Assert.DoesNotContain(webhook.Secret.Reveal(), shown.ToString());
            });
    }
}
