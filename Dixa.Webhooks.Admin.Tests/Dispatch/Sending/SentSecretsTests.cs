using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using FsCheck.Xunit;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>What is recorded of a response that echoes its request.</summary>
public sealed class SentSecretsTests
{
    private const string Secret = "s3cret-\"quoted\"/\\<pass>+1";

    [Property(Arbitrary = [typeof(RandomEcho)], MaxTest = 2_000)]
    public void A_secret_in_any_spelling_is_masked_and_nothing_around_it(Echo echo)
    {
        var secrets = new SentSecrets(new EndpointAuthorization.None(), [new RequestHeader("X-Api-Key", echo.Secret)]);

        Assert.Equal($"{echo.Before}{Mask.Text}{echo.After}", Hide(secrets, echo.Text));
    }

    [Property(Arbitrary = [typeof(RandomEcho)], MaxTest = 2_000)]
    public void A_secret_in_any_spelling_that_is_cut_is_masked_once_four_of_its_bytes_are_there(Echo echo, byte where)
    {
        var secrets = new SentSecrets(new EndpointAuthorization.None(), [new RequestHeader("X-Api-Key", echo.Secret)]);
        var spelling = string.Concat(echo.Spelling);
        var least = string.Concat(echo.Spelling.Take(4)).Length;
        var cut = spelling[..(least + (where % (spelling.Length - least)))];

        Assert.Equal($"{echo.Before}{Mask.Text}", Hide(secrets, echo.Before + cut, truncated: true));
    }

    [Theory]
    [InlineData("s3cret-\"quoted\"/\\<pass>+1")]
    [InlineData(@"s3cret-\""quoted\""/\\<pass>+1")]
    [InlineData(@"s3cret-\""quoted\""\/\\\u003Cpass\u003e\u002B1")]
    [InlineData(@"s3cret-\x22quoted\x22/\\<pass>+1")]
    [InlineData("s3cret-%22quoted%22%2F%5C%3Cpass%3E%2B1")]
    [InlineData("s3cret-%22quoted%22%2f%5c%3cpass%3e%2b1")]
    [InlineData("s3cret-%2522quoted%2522%252F%255C%253Cpass%253E%252B1")]
    [InlineData("s3cret-%u0022quoted%u0022/\\<pass>+1")]
    [InlineData("s3cret-&quot;quoted&quot;/\\&lt;pass&gt;+1")]
    [InlineData("s3cret-&#34;quoted&#x22;&sol;&bsol;&#60;pass&#X3E;&plus;1")]
    [InlineData("s3cret-&amp;quot;quoted&amp;quot;/\\&amp;lt;pass&amp;gt;+1")]
    [InlineData("S3CRET-\"QUOTED\"/\\<PASS>+1")]
    [InlineData("s3cret-\"Quoted\"/\\<Pass>+1")]
    [InlineData("czNjcmV0LSJxdW90ZWQiL1w8cGFzcz4rMQ==")]
    [InlineData("7333637265742d2271756f746564222f5c3c706173733e2b31")]
    [InlineData("7333637265742D2271756F746564222F5C3C706173733E2B31")]
    public void A_secret_that_an_endpoint_repeats_is_masked_as_it_spells_it(string spelling)
    {
        var secrets = new SentSecrets(new EndpointAuthorization.Token(Secret), []);

        var kept = Hide(secrets, $$"""{"sent": "{{spelling}}", "ok": true}""");

        Assert.StartsWith($$"""{"sent": "{{Mask.Text}}""", kept, StringComparison.Ordinal);
        Assert.EndsWith("\", \"ok\": true}", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", kept, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("ada:pw-of-ada-7")]
    [InlineData("YWRhOnB3LW9mLWFkYS03")]
    [InlineData("YWRhOnB3LW9mLWFkYS03%3D")]
    [InlineData("pw-of-ada-7")]
    [InlineData("cHctb2YtYWRhLTc=")]
    [InlineData("cHctb2YtYWRhLTc")]
    public void The_parts_of_basic_authorization_are_masked(string repeated)
    {
        var authorized = new SentSecrets(new EndpointAuthorization.Basic("ada", "pw-of-ada-7"), []);
        var asHeader = new SentSecrets(new EndpointAuthorization.None(), [new RequestHeader("Authorization", "Basic YWRhOnB3LW9mLWFkYS03")]);

        foreach (var secrets in new[] { authorized, asHeader })
        {
            var kept = Hide(secrets, $"[{repeated}]");
            Assert.DoesNotContain("pw-of", kept, StringComparison.Ordinal);
            Assert.DoesNotContain("cHctb2", kept, StringComparison.Ordinal);
            Assert.DoesNotContain("9mLWFkYS0", kept, StringComparison.Ordinal);
            Assert.Contains(Mask.Text, kept, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_whole_request_that_comes_back_in_base64_reveals_nothing()
    {
        for (var before = 0; before < 3; before++)
        {
            var secrets = new SentSecrets(new EndpointAuthorization.None(), [new RequestHeader("X-Api-Key", "k3y-of-theirs")]);
            var request = $"{new string('x', before)}X-Api-Key: k3y-of-theirs\r\nHost: a";

            var kept = Hide(secrets, Convert.ToBase64String(Encoding.UTF8.GetBytes(request)).Replace('+', '-').Replace('/', '_'));

            Assert.Contains(Mask.Text, kept, StringComparison.Ordinal);
            foreach (var part in kept.Split(Mask.Text))
            {
                var readable = Encoding.Latin1.GetString(Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, 'A')[..(part.Length / 4 * 4)]));
                Assert.DoesNotContain("y-of", readable, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("geheim-schlüssel")]
    [InlineData("GEHEIM-SCHLÜSSEL")]
    [InlineData("geheim-schl\\u00fcssel")]
    [InlineData("geheim-schl%C3%BCssel")]
    [InlineData("geheim-schl%FCssel")]
    [InlineData("geheim-schl&uuml;ssel")]
    [InlineData("geheim-schl&#252;ssel")]
    [InlineData("geheim-schlÃ¼ssel")]
    [InlineData("geheim-schl\\u00c3\\u00bcssel")]
    [InlineData("geheim-schl??ssel")]
    [InlineData("geheim-schl\uFFFD\uFFFDssel")]
    public void A_secret_that_is_not_ASCII_is_masked_however_the_endpoint_read_its_bytes(string spelling)
    {
        var secrets = new SentSecrets(new EndpointAuthorization.Token("geheim-schlüssel"), []);

        Assert.Equal($"[{Mask.Text}]", Hide(secrets, $"[{spelling}]"));
        Assert.Equal(Mask.Text, Encoding.UTF8.GetString(secrets.Hide(Encoding.Latin1.GetBytes("geheim-schlüssel")).Bytes));
    }

    [Theory]
    [InlineData("pin1234", "{\"k\": \"pin1234\"}", "{\"k\": \"••••••••\"}")]
    [InlineData("pin1234", "k=%70in1234&x", "k=••••••••&x")]
    [InlineData("pin1234", "PIN1234.", "••••••••.")]
    [InlineData("pin1234", "spin12345", "spin12345")]
    [InlineData("pin1234", "cGluMTIzNA==", "••••••••==")]
    [InlineData("test", "a test of testers", "a •••••••• of testers")]
    [InlineData("ab1", "ab1 cab1 ab12", "•••••••• cab1 ab12")]
    [InlineData("7", "{\"pin\":7,\"count\":17}", "{\"pin\":••••••••,\"count\":17}")]
    public void A_short_secret_is_masked_as_a_whole_word(string secret, string response, string kept)
    {
        Assert.Equal(kept, Hide(new SentSecrets(new EndpointAuthorization.Token(secret), []), response));
        Assert.Equal(kept, Hide(new SentSecrets(new EndpointAuthorization.Basic("a", secret), []), response));
        Assert.Equal(kept, Hide(new SentSecrets(new EndpointAuthorization.None(), [new RequestHeader("X-Api-Key", secret)]), response));
    }

    [Theory]
    [InlineData("X-Env", "eu", "{\"region\":\"eu\"}")]
    [InlineData("X-Version", "2", "{\"count\":2}")]
    [InlineData("Accept", "application/json", "application/json")]
    public void A_value_that_cannot_be_a_secret_stays(string name, string value, string response) =>
        Assert.Equal(response, Hide(new SentSecrets(new EndpointAuthorization.None(), [new RequestHeader(name, value)]), response));

    [Theory]
    [InlineData("Bearer token-of-theirs", "Bearer token-of-theirs", "Bearer ••••••••")]
    [InlineData("Bearer token-of-theirs", "token-of-theirs", "••••••••")]
    [InlineData("Bearer ab1", "Bearer ab1, ab1", "••••••••, ••••••••")]
    [InlineData("correct horsebattery", "correct horsebattery", "••••••••")]
    [InlineData("correct horsebattery", "horsebattery", "••••••••")]
    public void Credentials_are_masked_with_and_without_their_scheme(string value, string response, string kept) =>
        Assert.Equal(kept, Hide(new SentSecrets(new EndpointAuthorization.None(), [new RequestHeader("Authorization", value)]), response));

    [Fact]
    public void A_user_name_without_a_password_is_the_secret() =>
        Assert.Equal($"key {Mask.Text}", Hide(new SentSecrets(new EndpointAuthorization.Basic("sk7", ""), []), "key sk7"));

    [Fact]
    public void Masks_do_not_make_a_response_longer_than_is_kept()
    {
        var secrets = new SentSecrets(new EndpointAuthorization.Token("7"), []);
        var response = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("7 ", 8_192)));

        var (kept, cut) = secrets.Hide(response, truncated: false, response.Length);

        Assert.True(cut);
        Assert.InRange(kept.Length, response.Length - 1, response.Length + 24);
        Assert.DoesNotContain("7", Encoding.UTF8.GetString(kept), StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_without_a_secret_is_kept_as_it_came()
    {
        var secrets = new SentSecrets(new EndpointAuthorization.Basic("ada", "pw-of-ada-7"), [new RequestHeader("X-Api-Key", "k3y-of-theirs")]);
        var response = "{\"ok\": true, \"text\": \"a\\u00fc%20&amp; \\u12\"}"u8.ToArray();

        var (kept, cut) = secrets.Hide(response, truncated: true, response.Length);

        Assert.Same(response, kept);
        Assert.False(cut);
    }

    private static string Hide(SentSecrets secrets, string response, bool truncated = false) =>
        Encoding.UTF8.GetString(secrets.Hide(Encoding.UTF8.GetBytes(response), truncated).Bytes);
}
