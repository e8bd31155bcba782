using System.Net;
using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>The sign-in page with its antiforgery token and the matching cookie.</summary>
internal sealed partial class SignInForm
{
    private readonly TestApp _app;
    private readonly string _token;

    private SignInForm(TestApp app, string token, IReadOnlyList<string> setCookies) => (_app, _token, SetCookies) = (app, token, setCookies);

    /// <summary>The Set-Cookie headers that came with the page.</summary>
    public IReadOnlyList<string> SetCookies { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SignInForm> OpenAsync(TestApp app, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in");
        Add(request, headers);
        using var page = await app.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var token = WebUtility.HtmlDecode(Token().Match(await page.Content.ReadAsStringAsync(Cancel)).Groups[1].Value);
        return new SignInForm(app, token, [.. page.Headers.GetValues("Set-Cookie")]);
    }

    public Task<HttpResponseMessage> PostAsync(string email, string password, params (string Name, string Value)[] headers) =>
        PostToAsync("/account/sign-in", email, password, headers);

    /// <param name="path">The page's path, with a return URL in its query.</param>
    /// <param name="email">The entered e-mail address.</param>
    /// <param name="password">The entered password.</param>
    /// <param name="headers">Additional request headers.</param>
    public async Task<HttpResponseMessage> PostToAsync(string path, string email, string password, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["__RequestVerificationToken"] = _token,
                ["Form.Email"] = email,
                ["Form.Password"] = password,
            }),
        };
        Add(request, [("Cookie", string.Join("; ", SetCookies.Select(cookie => cookie.Split(';')[0]))), .. headers]);
        return await _app.Client.SendAsync(request, Cancel);
    }

    private static void Add(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
