using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Operations.Bundle;

public sealed class BundleMaskTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("the password is s3cret\"word", $"the password is {Mask.Text}")]
    [InlineData("""{"password":"s3cret\"word"}""", $$"""{"password":"{{Mask.Text}}"}""")]
    [InlineData("""{"password":"s3cret\u0022word"}""", $$"""{"password":"{{Mask.Text}}"}""")]
    [InlineData("?password=s3cret%22word&x", $"?password={Mask.Text}&x")]
    [InlineData("S3CRET\"WORD", Mask.Text)]
    public void A_known_secret_is_masked_in_text_JSON_and_URLs(string text, string masked) => Assert.Equal(masked, new BundleMask(["s3cret\"word"]).Hide(text));

    [Fact]
    public void A_secret_within_another_one_leaves_nothing_of_the_longer_one() => Assert.Equal(Mask.Text, new BundleMask(["secret", "secret-and-more"]).Hide("secret-and-more"));

    [Fact]
    public void A_flag_is_no_secret() => Assert.Equal("eu 1 on", new BundleMask(["1", "eu", "on", ""]).Hide("eu 1 on"));

    [Theory]
    [InlineData("Authorization: Bearer abcdef.123456", $"Authorization: Bearer {Mask.Text}")]
    [InlineData("basic dXNlcjpwYXNz==", $"basic {Mask.Text}")]
    [InlineData($"secret {Hex}.", $"secret {Mask.Text}.")]
    [InlineData($"token dxw_{Hex}", $"token dxw_{Mask.Text}")]
    public void Credentials_of_unknown_origin_are_masked(string text, string masked) => Assert.Equal(masked, new BundleMask([]).Hide(text));

    [Theory]
    [InlineData("Created a link for ada@example.com. It works once", "Created a link for [e-mail]. It works once")]
    [InlineData("\"ada.lovelace+test@sub.example.co.uk\"", "\"[e-mail]\"")]
    [InlineData("jörg@müller.example", "[e-mail]")]
    [InlineData("a@b is no address", "a@b is no address")]
    public void E_mail_addresses_are_masked(string text, string masked) => Assert.Equal(masked, new BundleMask([]).Hide(text));

    [Theory]
    [InlineData("POST https://hooks.example.com/services/T0/B0/xyz?key=1 failed", "POST https://hooks.example.com/… failed")]
    [InlineData("http://user:word@example.com:8080/a", "http://example.com:8080/…")]
    [InlineData("http://[::1]:5080/account/setup?token=abc", "http://[::1]:5080/…")]
    [InlineData("Now listening on: http://localhost:5080", "Now listening on: http://localhost:5080")]
    [InlineData("""{"url":"https://example.com/a"}""", """{"url":"https://example.com/…"}""")]
    public void Only_the_host_of_a_URL_is_left(string text, string masked) => Assert.Equal(masked, new BundleMask([]).Hide(text));
}
