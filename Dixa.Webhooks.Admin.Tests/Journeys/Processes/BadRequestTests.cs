using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>Unreadable requests to the real process. They are errors of the client, so the application does not log them as its own.</summary>
public sealed class BadRequestTests
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Webhook = "/v1/webhooks/0be2bd61-7e28-4620-87f0-74952725d960";

    private static readonly (string Method, string Path, string Type)[] Targets =
    [
        ("POST", "/v1/events", Json), ("POST", "/v1/webhooks", Json), ("PATCH", Webhook, Json), ("POST", $"{Webhook}/resend", Json), ("POST", $"{Webhook}/test", Json),
        ("POST", "/sandbox", Json), ("POST", "/account/sign-in", Form), ("POST", "/account/setup", Form),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task An_unreadable_body_gets_a_specific_status_and_no_stack_trace_in_the_log(string environment)
    {
        await using var app = await InProcessApp.StartAsync(("ASPNETCORE_ENVIRONMENT", environment), ("Sandbox:Enabled", "true"));

        // In parallel, because the server waits a few seconds for each slow body.
        await Task.WhenAll(Targets.SelectMany(target => new[]
        {
            ExpectAsync(app, target, "Content-Length: 100\r\n\r\n{\"a\"", ends: false, HttpStatusCode.RequestTimeout, "too slowly"),
            ExpectAsync(app, target, "Content-Length: 100\r\n\r\n{\"a\"", ends: true, HttpStatusCode.BadRequest, "cut off or malformed"),
            ExpectAsync(app, target, "Transfer-Encoding: chunked\r\n\r\nzz\r\n{\"a\"", ends: false, HttpStatusCode.BadRequest, "cut off or malformed"),
            ExpectAsync(app, target, "Content-Length: 50000000\r\n\r\n{\"a\"", ends: false, HttpStatusCode.RequestEntityTooLarge, null),
        }));

        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("BadHttpRequestException", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreadable_form_gets_a_plain_text_message()
    {
        await using var app = await InProcessApp.StartAsync();

        var response = await SendAsync(app, ("POST", "/account/sign-in", Form), "Accept: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ends: false);

        Assert.StartsWith("HTTP/1.1 400 ", response, StringComparison.Ordinal);
        Assert.EndsWith("The request could not be read. Its body is cut off or malformed.", Body(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/events/%00", "", "400 Bad Request")]
    [InlineData("/", "No colon\r\n", "400 Bad Request")]
    [InlineData("/", "X-Long: {long}\r\n", "431 Request Header Fields Too Large")]
    [InlineData("/{long}", "", "414 URI Too Long")]
    public async Task A_request_that_the_web_server_refuses_is_not_logged_as_an_error(string path, string header, string status)
    {
        await using var app = await InProcessApp.StartAsync();
        var text = new string('x', 70_000);

        var response = await SendAsync(
            app, ("GET", path.Replace("{long}", text, StringComparison.Ordinal), Json), $"{header.Replace("{long}", text, StringComparison.Ordinal)}\r\n", ends: false);

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    private static async Task ExpectAsync(TestApp app, (string Method, string Path, string Type) target, string rest, bool ends, HttpStatusCode status, string? message)
    {
        var response = await SendAsync(app, target, rest, ends);
        if (ends && response.Length == 0)
        {
            // The server may treat a half-closed connection as closed, and then it sends no response.
            return;
        }

        Assert.True(response.StartsWith($"HTTP/1.1 {(int)status} ", StringComparison.Ordinal), $"{target} with {rest.Split('\r')[0]} got:\n{response}");
        var actual = JsonElement.Parse(Body(response)).GetProperty("message").GetString();
        Assert.Contains(message ?? "", actual, StringComparison.Ordinal);
    }

    /// <summary>Sends a raw request, and reads until the server closes the connection.</summary>
    private static async Task<string> SendAsync(TestApp app, (string Method, string Path, string Type) target, string rest, bool ends)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Address.Port, Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"{target.Method} {target.Path} HTTP/1.1\r\nHost: {app.Address.Authority}\r\nAuthorization: Bearer {TestApp.ApiToken}\r\nContent-Type: {target.Type}\r\n{rest}"),
            Cancel);
        if (ends)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        var response = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, Cancel) is > 0 and var read)
            {
                response.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // The server resets the connection when it closes it with unread data.
        }

        return response.ToString();
    }

    /// <summary>The body, whether it is sent with a length or in one chunk.</summary>
    private static string Body(string response)
    {
        var body = response[(response.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        return response.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase) ? body.Split("\r\n")[1] : body;
    }
}
