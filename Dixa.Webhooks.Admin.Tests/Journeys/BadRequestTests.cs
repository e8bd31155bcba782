using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>The real process, and requests whose body cannot be read. They are their sender's fault and no error of the application.</summary>
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
    public async Task A_body_that_cannot_be_read_gets_its_own_status_and_no_stack_trace_in_the_log(string environment)
    {
        await using var app = await AppProcess.StartAsync(("ASPNETCORE_ENVIRONMENT", environment), ("Sandbox:Enabled", "true"));

        // All at once, since the server gives a slow body a few seconds.
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
    public async Task A_person_who_posted_a_form_reads_a_sentence()
    {
        await using var app = await AppProcess.StartAsync();

        var answer = await SendAsync(app, ("POST", "/account/sign-in", Form), "Accept: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ends: false);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("The request could not be read. Its body is cut off or malformed.", Body(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/events/%00", "", "400 Bad Request")]
    [InlineData("/", "No colon\r\n", "400 Bad Request")]
    [InlineData("/", "X-Long: {long}\r\n", "431 Request Header Fields Too Large")]
    [InlineData("/{long}", "", "414 URI Too Long")]
    public async Task What_the_web_server_refuses_itself_is_no_error_in_the_log(string path, string header, string status)
    {
        await using var app = await AppProcess.StartAsync();
        var text = new string('x', 40_000);

        var answer = await SendAsync(
            app, ("GET", path.Replace("{long}", text, StringComparison.Ordinal), Json), $"{header.Replace("{long}", text, StringComparison.Ordinal)}\r\n", ends: false);

        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", app.Output, StringComparison.Ordinal);
    }

    private static async Task ExpectAsync(AppProcess app, (string Method, string Path, string Type) target, string rest, bool ends, HttpStatusCode status, string? message)
    {
        var answer = await SendAsync(app, target, rest, ends);
        if (ends && answer.Length == 0)
        {
            // The server may take the client's end for the connection's.
            return;
        }

        Assert.True(answer.StartsWith($"HTTP/1.1 {(int)status} ", StringComparison.Ordinal), $"{target} with {rest.Split('\r')[0]} is answered:\n{answer}");
        var told = JsonElement.Parse(Body(answer)).GetProperty("message").GetString();
        Assert.Contains(message ?? "", told, StringComparison.Ordinal);
    }

    /// <summary>Sends the bytes, and reads until the server closes the connection.</summary>
    private static async Task<string> SendAsync(AppProcess app, (string Method, string Path, string Type) target, string rest, bool ends)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Address.Port, Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"{target.Method} {target.Path} HTTP/1.1\r\nHost: {app.Address.Authority}\r\nAuthorization: Bearer {AppProcess.ApiToken}\r\nContent-Type: {target.Type}\r\n{rest}"),
            Cancel);
        if (ends)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, Cancel) is > 0 and var read)
            {
                answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // The server closes the connection while there is something that it did not read.
        }

        return answer.ToString();
    }

    /// <summary>The body, also when it comes in one chunk.</summary>
    private static string Body(string answer)
    {
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        return answer.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase) ? body.Split("\r\n")[1] : body;
    }
}
