using System.Net;
using System.Net.WebSockets;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A signed-in person without a browser: the cookies that a browser would send.</summary>
internal sealed class HttpSession
{
    private HttpSession(string cookies, IReadOnlyList<string> setCookies) => (Cookies, SetCookies) = (cookies, setCookies);

    /// <summary>The Cookie header.</summary>
    public string Cookies { get; }

    /// <summary>The received Set-Cookie headers.</summary>
    public IReadOnlyList<string> SetCookies { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Signs in as the administrator.</summary>
    /// <param name="app">The application.</param>
    /// <param name="headers">Additional headers of every request.</param>
    public static async Task<HttpSession> SignInAsync(TestApp app, params (string Name, string Value)[] headers)
    {
        var form = await SignInForm.OpenAsync(app, headers);
        using var answer = await form.PostAsync(TestApp.AdministratorEmail, TestApp.AdministratorPassword, headers);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        List<string> set = [.. form.SetCookies, .. answer.Headers.GetValues("Set-Cookie")];
        return new HttpSession(string.Join("; ", set.Select(cookie => cookie.Split(';')[0])), set);
    }

    /// <summary>Sends a request without a body and returns the status.</summary>
    /// <param name="app">The application.</param>
    /// <param name="method">For example <c>POST</c>.</param>
    /// <param name="path">For example <c>/_blazor/negotiate</c>.</param>
    /// <param name="cookies">The Cookie header; null for none.</param>
    /// <param name="headers">Additional headers; a null value omits the header.</param>
    public static async Task<HttpStatusCode> StatusAsync(TestApp app, string method, string path, string? cookies, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers.Append(("Cookie", cookies)))
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await app.Client.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    /// <summary>Opens a WebSocket to the hub, like a page.</summary>
    /// <returns>The socket, which is open if the status is <see cref="HttpStatusCode.SwitchingProtocols"/>.</returns>
    public static async Task<(ClientWebSocket Socket, HttpStatusCode Status)> ConnectAsync(TestApp app, string? cookies, params (string Name, string? Value)[] headers)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers.Append(("Cookie", cookies)))
        {
            if (value is not null)
            {
                socket.Options.SetRequestHeader(name, value);
            }
        }

        try
        {
            await socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, Cancel);
        }
        catch (WebSocketException) when (socket.HttpStatusCode is not 0)
        {
            // The status says why.
        }

        return (socket, socket.HttpStatusCode);
    }
}
