using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>Posts the sign-in form with wrong passwords. Each connection has the antiforgery token and cookie of its own page.</summary>
internal static partial class SignInFlood
{
    private const string Path = "/account/sign-in";

    public static async Task<SignInFloodAnswer> RunAsync(SignInFloodOrder order, CancellationToken cancel)
    {
        var requests = await Task.WhenAll(Enumerable.Range(0, order.Connections).Select(number => RequestAsync(order.Port, number, cancel)));
        var started = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(requests.Select(request => Task.Run(() => PostAsync(order, request, started, cancel), cancel)));
        return new SignInFloodAnswer(
            each.SelectMany(one => one).GroupBy(one => one.Key).ToDictionary(group => group.Key, group => group.Sum(one => one.Value)),
            Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static async Task<Dictionary<int, int>> PostAsync(SignInFloodOrder order, byte[] request, long started, CancellationToken cancel)
    {
        using var connection = await PublishConnection.OpenAsync(order.Port, cancel);
        var statuses = new Dictionary<int, int>();
        while (Stopwatch.GetElapsedTime(started).TotalSeconds < order.Seconds)
        {
            var status = await connection.SendAsync(request, cancel);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        return statuses;
    }

    private static async Task<byte[]> RequestAsync(int port, int number, CancellationToken cancel)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
        using var page = await client.GetAsync(new Uri($"http://127.0.0.1:{port}{Path}"), cancel);
        var token = WebUtility.HtmlDecode(Token().Match(await page.Content.ReadAsStringAsync(cancel)).Groups[1].Value);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = token,
            ["Form.Email"] = $"stranger-{number}@example.com",
            ["Form.Password"] = "not the password",
        });
        var body = await form.ReadAsStringAsync(cancel);
        var cookies = string.Join("; ", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        return Encoding.ASCII.GetBytes(
            $"POST {Path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
