using System.Net;
using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>An HTTP client that is signed in as the administrator.</summary>
internal sealed partial class SignedIn : IDisposable
{
    private SignedIn(AppProcess app) => Http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, UseProxy = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{app.Port}/"),
    };

    public HttpClient Http { get; }

    public CookieContainer Cookies { get; } = new();

    public static async Task<SignedIn> CreateAsync(AppProcess app, CancellationToken cancel)
    {
        var client = new SignedIn(app);
        var form = await client.Http.GetStringAsync("account/sign-in", cancel);
        using var answer = await client.Http.PostAsync(
            "account/sign-in",
            new FormUrlEncodedContent(Fields().Matches(form)
                .Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)))
                .Append(new("Form.Email", AppProcess.AdministratorEmail))
                .Append(new("Form.Password", AppProcess.AdministratorPassword))),
            cancel);
        return client;
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" ?/?>""")]
    private static partial Regex Fields();
}
