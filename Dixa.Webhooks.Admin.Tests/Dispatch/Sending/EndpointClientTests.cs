using System.Net;
using System.Net.Sockets;
using System.Text;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

public sealed class EndpointClientTests : DispatchTest
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(base.Settings) { ["Dispatch:MaxResponseBytes"] = "65536" };

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(301, true)]
    [InlineData(399, true)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    [InlineData(599, false)]
    public async Task A_status_from_200_to_399_is_a_success(int status, bool succeeded)
    {
        await using var endpoint = RawEndpoint.Answering(status);

        var result = await SendAsync(endpoint.Url);

        Assert.Equal((status, succeeded, null), (result.StatusCode, result.Succeeded, result.Failure));
    }

    [Theory]
    [InlineData("/dot/%2e%2e/x?z=%41&t=%7e")]
    [InlineData("/h?q=%c3%a9")]
    public async Task The_address_goes_out_as_it_was_saved(string path)
    {
        await using var endpoint = RawEndpoint.Answering(200);

        await SendAsync(new Uri(endpoint.Url).GetLeftPart(UriPartial.Authority) + path);

        Assert.StartsWith($"POST {path} HTTP/1.1\r\n", endpoint.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var target = RawEndpoint.Answering(200);
        await using var endpoint = RawEndpoint.Saying($"HTTP/1.1 302 Found\r\nLocation: {target.Url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var result = await SendAsync(endpoint.Url);

        Assert.Equal((302, true), (result.StatusCode, result.Succeeded));
        Assert.Equal(0, target.Connections);
        Assert.Contains($"Location: {target.Url}\n", Encoding.ASCII.GetString(result.ResponseHeaders!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this is not HTTP\r\n\r\n", FailureClass.InvalidResponse)]
    [InlineData("HTTP/1.1 2x0 Odd\r\n\r\n", FailureClass.InvalidResponse)]
    [InlineData("", FailureClass.Reset)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", FailureClass.Reset)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", FailureClass.InvalidResponse)]
    public async Task Garbage_is_a_failure_with_its_class(string response, FailureClass failure)
    {
        await using var endpoint = RawEndpoint.Saying(response);

        var result = await SendAsync(endpoint.Url);

        Assert.Equal((failure, false), (result.Failure, result.Succeeded));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(302, true)]
    [InlineData(404, false)]
    [InlineData(500, false)]
    public async Task The_status_of_a_response_whose_body_is_longer_than_what_is_read_decides_and_the_body_is_cut(int status, bool succeeded)
    {
        await using var endpoint = new RawEndpoint(async (stream, cancel) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Status\r\nContent-Length: 10485760\r\nConnection: close\r\n\r\n"), cancel);
            for (var i = 0; i < 160; i++)
            {
                await stream.WriteAsync(new byte[65_536], cancel);
            }
        });

        var result = await SendAsync(endpoint.Url);

        Assert.Equal((status, null, succeeded, true), (result.StatusCode, result.Failure, result.Succeeded, result.ResponseTruncated));
        Assert.Equal(EndpointClient.KeptResponseBytes, result.ResponseBody!.Length);
    }

    [Fact]
    public async Task What_follows_the_part_that_is_read_is_not_waited_for()
    {
        await using var endpoint = new RawEndpoint(async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n"u8.ToArray(), cancel);
            await stream.WriteAsync(new byte[65_537], cancel);
            await Task.Delay(Timeout.Infinite, cancel);
        });

        var result = await SendAsync(endpoint.Url);

        Assert.Equal((true, true), (result.Succeeded, result.ResponseTruncated));
    }

    [Fact]
    public async Task A_body_in_chunks_whose_extensions_never_end_is_cut_and_the_status_decides()
    {
        await using var endpoint = new RawEndpoint(async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), cancel);
            var chunk = Encoding.ASCII.GetBytes($"1;a={new string('x', 8_000)}\r\no\r\n");
            while (true)
            {
                await stream.WriteAsync(chunk, cancel);
            }
        });

        var result = await SendAsync(endpoint.Url);

        Assert.Equal((200, null, true, true), (result.StatusCode, result.Failure, result.Succeeded, result.ResponseTruncated));
        Assert.Matches("^o+$", Encoding.ASCII.GetString(result.ResponseBody!));
    }

    [Fact]
    public async Task A_body_that_is_exactly_as_long_as_what_is_read_ends_there_and_its_connection_is_kept()
    {
        await using var endpoint = new RawEndpoint(
            async (stream, cancel) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n"u8.ToArray(), cancel);
                await stream.WriteAsync(new byte[65_536], cancel);
            },
            keepsAlive: true);

        Assert.True((await SendAsync(endpoint.Url)).Succeeded);
        Assert.True((await SendAsync(endpoint.Url)).Succeeded);

        Assert.Equal((2, 1), (endpoint.Requests, endpoint.Connections));
    }

    [Fact]
    public async Task Of_a_long_response_the_first_16_KiB_are_kept()
    {
        var body = new string('x', 20_000);
        await using var endpoint = RawEndpoint.Saying($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

        var result = await SendAsync(endpoint.Url);

        Assert.Equal((true, true, 16_384), (result.Succeeded, result.ResponseTruncated, result.ResponseBody!.Length));
    }

    [Fact]
    public async Task What_is_not_UTF_8_is_kept_as_it_came()
    {
        await using var endpoint = RawEndpoint.Saying("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\nX-Odd: \u00ff\r\n\r\n\u00ff\u0000<\u00fe");

        var result = await SendAsync(endpoint.Url);

        Assert.Equal([0xff, 0, (byte)'<', 0xfe], result.ResponseBody);
    }

    [Fact]
    public async Task An_endpoint_that_says_nothing_times_out()
    {
        await using var endpoint = RawEndpoint.Hanging();

        Assert.Equal(FailureClass.Timeout, (await SendAndTimeOutAsync(endpoint)).Failure);
    }

    [Fact]
    public async Task A_body_that_drips_times_out_as_a_whole()
    {
        var dripped = new TaskCompletionSource();
        await using var endpoint = new RawEndpoint(async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx"u8.ToArray(), cancel);
            dripped.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
        });

        var result = await SendAndTimeOutAsync(endpoint, dripped.Task);

        Assert.Equal((FailureClass.Timeout, false), (result.Failure, result.Succeeded));
    }

    [Fact]
    public async Task A_port_without_a_listener_is_refused() =>
        Assert.Equal(FailureClass.Refused, (await SendAsync(RawEndpoint.Nobody())).Failure);

    [Fact]
    public async Task A_handshake_with_what_is_no_TLS_fails_as_TLS()
    {
        // Sends plain text as soon as a client connects, instead of TLS.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var speaking = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(Cancel);
                await client.GetStream().WriteAsync("220 smtp.example ready\r\n"u8.ToArray(), Cancel);
                _ = await client.GetStream().ReadAtLeastAsync(new byte[4096], minimumBytes: 1, throwOnEndOfStream: false, Cancel);
            },
            Cancel);

        var result = await SendAsync($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook");
        await speaking;

        Assert.Equal(FailureClass.Tls, result.Failure);
    }

    [Theory]
    [InlineData("http://10.1.2.3/hook")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]:1/hook")]
    public async Task A_forbidden_address_is_never_contacted(string url) =>
        Assert.Equal(FailureClass.ForbiddenAddress, (await SendAsync(url)).Failure);

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_DNS_failure() =>
        Assert.Equal(FailureClass.Dns, (await SendAsync("http://nobody.invalid/hook")).Failure);

    [Fact]
    public async Task The_request_carries_each_header_once_and_the_exact_body()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var webhook = await Store.CreateWebhookAsync(draft =>
        {
            draft.Url = endpoint.Url;
            draft.AuthorizationKind = Domain.Subscriptions.AuthorizationKind.Basic;
            (draft.Username, draft.Password) = ("ada", "pässword");
            draft.Headers.Add(new() { Name = "X-Name", Value = "Zoë ✓" });
        });
        var payload = Encoding.UTF8.GetBytes("""{"a":"ü"}""");

        await Store.Service<EndpointClient>().SendAsync(new LaneTarget(await Store.WebhookAsync(webhook)), payload);

        var lines = endpoint.LastRequest.Split("\r\n");
        Assert.Equal("POST /hook HTTP/1.1", lines[0]);
        Assert.Equal("{\"a\":\"ü\"}", lines[^1]);
        var headers = lines[1..^2];
        Assert.Contains("Content-Type: application/json", headers);
        Assert.Contains($"X-DIXA-SUBSCRIPTION-ID: {webhook}", headers);
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ada:pässword"))}", headers);
        Assert.Contains("X-Name: Zoë ✓", headers);
        Assert.Matches("X-DIXA-SIGNATURE: t=[0-9]{13},v1=[0-9a-f]{64}", string.Join('\n', headers));
        Assert.Equal(headers.Length, headers.Select(header => header.Split(':')[0]).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("User-Agent: Dixa-Webhooks/1.0", headers);
        Assert.Contains("Accept: */*", headers);
        Assert.Equal(9, headers.Length);
    }

    [Theory]
    [InlineData("User-Agent", "Accept: */*")]
    [InlineData("user-agent", "Accept: */*")]
    [InlineData("ACCEPT", "User-Agent: Dixa-Webhooks/1.0")]
    public async Task A_custom_header_replaces_the_default_of_its_name_in_any_letter_case(string name, string other)
    {
        await using var endpoint = RawEndpoint.Answering(200);

        var result = await Store.Service<EndpointClient>().SendAsync(
            Targets.To(endpoint.Url, draft => draft.Headers.Add(new() { Name = name, Value = "own/1" })), "{}"u8.ToArray());

        var headers = endpoint.LastRequest.Split("\r\n")[1..^2];
        Assert.Equal("own/1", Assert.Single(headers, header => header.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Split(": ")[1]);
        Assert.Contains(other, headers);
        var kept = HeaderLines.Read(result.RequestHeaders).Select(header => header.Name).ToList();
        Assert.Single(kept, header => header.Equals(name, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(other.Split(':')[0], kept);
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nold", "old")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokand more than it said", "ok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nok\r\n0\r\nX-Trailer: x\r\n\r\n", "ok")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok")]
    [InlineData("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u001f\u008b\b?", "\u001f\u008b\b?")]
    public async Task What_is_odd_but_HTTP_is_a_response_and_its_body_is_kept_as_it_came(string response, string body)
    {
        await using var endpoint = RawEndpoint.Saying(response);

        var result = await SendAsync(endpoint.Url);

        Assert.Equal((200, null), (result.StatusCode, result.Failure));
        Assert.Equal(Encoding.Latin1.GetBytes(body), result.ResponseBody);
    }

    [Fact]
    public async Task A_lease_that_ends_before_the_request_is_written_sends_nothing()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var asked = 0;

        await Assert.ThrowsAsync<LeaseEndedException>(() => Store.Service<EndpointClient>().SendAsync(
            Targets.To(endpoint.Url),
            "{}"u8.ToArray(),
            maySend: () =>
            {
                asked++;
                return false;
            }).AsTask());

        // The connection was opened, which may take any time because of the name lookup, and nothing was received on it.
        await Eventually.BecomesTrueAsync(() => endpoint.Connections == 1, "the connection is noticed");
        Assert.Equal((1, 0), (asked, endpoint.Requests));
    }

    [Fact]
    public async Task While_the_lease_runs_the_same_bytes_go_out()
    {
        await using var endpoint = RawEndpoint.Answering(200);

        var result = await Store.Service<EndpointClient>().SendAsync(Targets.To(endpoint.Url), "{}"u8.ToArray(), maySend: () => true);

        Assert.Equal((200, 1), (result.StatusCode, endpoint.Requests));
    }

    [Fact]
    public async Task A_response_that_comes_before_the_body_was_read_is_a_response()
    {
        var refusal = "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var refusing = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(Cancel);
                var stream = client.GetStream();
                await stream.WriteAsync(refusal, Cancel);
                stream.Socket.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[65_536], Cancel) > 0)
                {
                    // Read everything, so that the connection closes without a reset.
                }
            },
            Cancel);

        var result = await Store.Service<EndpointClient>().SendAsync(
            Targets.To($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook"), new byte[1_000_000]);
        await refusing;

        Assert.Equal((413, null), (result.StatusCode, result.Failure));
    }

    [Fact]
    public async Task Headers_that_are_too_long_are_an_invalid_response()
    {
        await using var endpoint = RawEndpoint.Saying($"HTTP/1.1 200 OK\r\nX-Flood: {new string('x', 1_000_000)}\r\n\r\n");

        Assert.Equal(FailureClass.InvalidResponse, (await SendAsync(endpoint.Url)).Failure);
    }

    [Fact]
    public async Task A_connection_is_kept_for_the_next_request()
    {
        await using var endpoint = new RawEndpoint(
            (stream, cancel) => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), cancel).AsTask(), keepsAlive: true);

        for (var i = 0; i < 5; i++)
        {
            Assert.True((await SendAsync(endpoint.Url)).Succeeded);
        }

        Assert.Equal((5, 1), (endpoint.Requests, endpoint.Connections));
    }

    [Fact]
    public async Task A_request_that_a_reused_connection_did_not_accept_is_sent_once_more_and_not_again()
    {
        var responses = 0;
        await using var endpoint = new RawEndpoint(
            async (stream, cancel) =>
            {
                if (Interlocked.Increment(ref responses) > 1)
                {
                    stream.Socket.Close();
                }

                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), cancel);
            },
            keepsAlive: true);

        Assert.Null((await SendAsync(endpoint.Url)).Failure);
        Assert.Equal((FailureClass.Reset, 3), ((await SendAsync(endpoint.Url)).Failure, endpoint.Requests));
        Assert.Equal((FailureClass.Reset, 4), ((await SendAsync(endpoint.Url)).Failure, endpoint.Requests));
    }

    private Task<AttemptResult> SendAsync(string url) => Store.Service<EndpointClient>().SendAsync(Targets.To(url), "{}"u8.ToArray()).AsTask();

    private async Task<AttemptResult> SendAndTimeOutAsync(RawEndpoint endpoint, Task? ready = null)
    {
        var sending = SendAsync(endpoint.Url);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 1, "the request came in");
        await (ready ?? Task.CompletedTask);
        Store.Time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.False(sending.IsCompleted);
        Store.Time.Advance(TimeSpan.FromMilliseconds(1));
        return await sending;
    }
}
