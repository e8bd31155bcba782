using System.Globalization;
using System.Net;
using System.Text;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Which request and response headers attempts record.</summary>
public sealed class CapturedHeadersTests
{
    private const string Password = "pässword-of-ada";
    private const string ApiKey = "k3y-of-theirs";

    [Fact]
    public async Task The_headers_that_went_out_are_read_back_as_they_stood_on_the_wire_but_for_what_an_administrator_entered()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var target = Targets.To(endpoint.Url, WithSecrets);
        var payload = """{"a":"ü"}"""u8.ToArray();

        var result = await SendAsync(target, payload);

        var wire = endpoint.LastRequest.Split("\r\n")[1..^2].Select(line => line.Split(": ") switch
        {
            [var name and ("Authorization" or "X-Api-Key" or "Accept"), _] => (name, Mask.Text),
            var line2 => (line2[0], line2[1]),
        });
        var read = SentHeaders.Read(result.RequestHeaders, Guid.Parse(target.SubscriptionId), payload.Length)
            .Select(header => (header.Name, Encoding.UTF8.GetString(header.Value.Span)));
        Assert.Equal(wire, read);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/", "127.0.0.1")]
    [InlineData("http://[::1]:{0}/", "::1")]
    [InlineData("http://[0:0:0:0:0:0:0:1]:{0}/", "::1")]
    [InlineData("http://Upper.Example:{0}/", "127.0.0.1")]
    [InlineData("http://dot.example.:{0}/", "127.0.0.1")]
    [InlineData("http://bücher.example:{0}/", "127.0.0.1")]
    public async Task The_host_is_captured_as_it_was_sent(string url, string address)
    {
        var at = IPAddress.Parse(address);
        await using var endpoint = new RawEndpoint(
            (stream, cancel) => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), cancel).AsTask(), address: at);
        using var client = Targets.Client(Targets.Options("127.0.0.0/8", "::1/128"), names: new NameLookup(_ => [at]));

        var result = await client.SendAsync(Targets.To(string.Format(CultureInfo.InvariantCulture, url, endpoint.Port)), "{}"u8.ToArray());

        Assert.Equal(endpoint.LastRequest.Split("\r\n")[1], Encoding.UTF8.GetString(result.RequestHeaders!).Split('\n')[0]);
    }

    [Fact]
    public async Task No_value_that_an_administrator_entered_is_captured_even_when_the_endpoint_repeats_it()
    {
        var target = Targets.To("http://127.0.0.1:1/", WithSecrets);
        var authorization = target.Headers[0].Value;
        var echo = $"you sent {authorization} and {Password} and {ApiKey}; ok";
        await using var endpoint = RawEndpoint.Saying(
            $"HTTP/1.1 200 OK\r\nX-Echo: {ApiKey}\r\nContent-Length: {Encoding.UTF8.GetByteCount(echo)}\r\n\r\n{Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(echo))}");

        var result = await SendAsync(Targets.To(endpoint.Url, WithSecrets));

        var all = string.Concat(new[] { result.RequestHeaders!, result.ResponseHeaders!, result.ResponseBody! }.Select(Encoding.UTF8.GetString));
        Assert.DoesNotContain(Password, all, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiKey, all, StringComparison.Ordinal);
        Assert.DoesNotContain(authorization["Basic ".Length..], all, StringComparison.Ordinal);
        Assert.Contains($"X-Echo: {Mask.Text}\n", all, StringComparison.Ordinal);
        Assert.Contains($"you sent Basic {Mask.Text} and {Mask.Text} and {Mask.Text}; ok", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_value_is_captured_that_the_endpoint_repeats_escaped_in_its_body_and_headers()
    {
        const string quoted = "s3cret-\"quoted\"-pass";
        void Entered(WebhookDraft draft)
        {
            draft.AuthorizationKind = AuthorizationKind.Basic;
            (draft.Username, draft.Password) = ("u", quoted);
            draft.Headers.Add(new HeaderDraft { Name = "X-Key", Value = "pin1234" });
        }

        const string body = """{"you_sent": {"authorization": "u:s3cret-\"quoted\"-pass", "k": "pin1234"}}""";
        await using var endpoint = RawEndpoint.Saying(
            $"HTTP/1.1 200 OK\r\nX-Echo: s3cret-%22quoted%22-pass\r\nX-Upper: PIN1234\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        var result = await SendAsync(Targets.To(endpoint.Url, Entered));

        Assert.Equal($$$"""{"you_sent": {"authorization": "{{{Mask.Text}}}", "k": "{{{Mask.Text}}}"}}""", Encoding.UTF8.GetString(result.ResponseBody!));
        Assert.StartsWith($"X-Echo: {Mask.Text}\nX-Upper: {Mask.Text}\n", Encoding.UTF8.GetString(result.ResponseHeaders!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task A_repeated_value_that_is_cut_where_the_response_is_cut_is_masked_too(int cut)
    {
        var body = new string('x', (16 * 1024) - ApiKey.Length + cut) + ApiKey;
        await using var endpoint = RawEndpoint.Saying($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        var result = await SendAsync(Targets.To(endpoint.Url, WithSecrets));

        Assert.True(result.ResponseTruncated);
        var left = ApiKey.Length - cut;
        Assert.EndsWith(left < 4 ? $"x{ApiKey[..left]}" : $"x{Mask.Text}", Encoding.UTF8.GetString(result.ResponseBody!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-Cookie", true)]
    [InlineData("set-cookie2", true)]
    [InlineData("Cookie", true)]
    [InlineData("Authorization", true)]
    [InlineData("Proxy-Authorization", true)]
    [InlineData("X-API-KEY", true)]
    [InlineData("apikey", true)]
    [InlineData("X-Amz-Security-Token", true)]
    [InlineData("X-Client-Secret", true)]
    [InlineData("X-Session-Id", true)]
    [InlineData("Location", false)]
    [InlineData("WWW-Authenticate", false)]
    [InlineData("Server", false)]
    [InlineData("X-Request-Id", false)]
    public async Task A_header_of_the_response_that_may_carry_a_secret_is_masked(string name, bool masked)
    {
        await using var endpoint = RawEndpoint.Saying($"HTTP/1.1 200 OK\r\n{name}: value-of-it\r\nContent-Length: 0\r\n\r\n");

        var header = HeaderLines.Read((await SendAsync(Targets.To(endpoint.Url))).ResponseHeaders)[0];

        Assert.Equal(name, header.Name, ignoreCase: true);
        Assert.Equal(masked ? Mask.Text : "value-of-it", Encoding.UTF8.GetString(header.Value.Span));
    }

    [Fact]
    public async Task Bytes_of_a_header_are_kept_as_they_came()
    {
        await using var endpoint = RawEndpoint.Saying("HTTP/1.1 200 OK\r\nX-Odd: \u00ff<script>\u00c3\u00bc\r\nX-Empty:\r\nContent-Length: 0\r\n\r\n");

        var headers = HeaderLines.Read((await SendAsync(Targets.To(endpoint.Url))).ResponseHeaders);

        Assert.Equal(("X-Odd", "X-Empty"), (headers[0].Name, headers[1].Name));
        Assert.Equal([0xff, .. "<script>ü"u8], headers[0].Value.ToArray());
        Assert.Empty(headers[1].Value.ToArray());
    }

    [Fact]
    public async Task Only_the_first_8_KiB_of_many_headers_are_kept_and_marked_as_cut()
    {
        var flood = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"X-{i}: {i}\r\n"));
        await using var endpoint = RawEndpoint.Saying($"HTTP/1.1 200 OK\r\n{flood}Content-Length: 0\r\n\r\n");

        var result = await SendAsync(Targets.To(endpoint.Url));

        Assert.Equal((true, 8_192), (result.Succeeded, result.ResponseHeaders!.Length));
        Assert.True(HeaderLines.IsCut(result.ResponseHeaders));
    }

    [Fact]
    public async Task Where_nothing_went_out_no_headers_did()
    {
        var result = await SendAsync(Targets.To(RawEndpoint.Nobody()));

        Assert.Equal((FailureClass.Refused, null, null), (result.Failure, result.RequestHeaders, result.ResponseHeaders));
    }

    private static void WithSecrets(WebhookDraft draft)
    {
        draft.AuthorizationKind = AuthorizationKind.Basic;
        (draft.Username, draft.Password) = ("ada", Password);
        draft.Headers.Add(new HeaderDraft { Name = "X-Api-Key", Value = ApiKey });
        draft.Headers.Add(new HeaderDraft { Name = "Accept", Value = "application/json" });
    }

    private static async Task<AttemptResult> SendAsync(LaneTarget target, byte[]? payload = null)
    {
        using var client = Targets.Client(Targets.Options("127.0.0.0/8"));
        return await client.SendAsync(target, payload ?? "{}"u8.ToArray());
    }
}
