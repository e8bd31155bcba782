using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Accounts;

public sealed class BusySignInTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_full_gate_a_sign_in_is_429_with_Retry_After_and_events_are_still_accepted()
    {
        using var hasher = new WatchedHasher();
        await using var app = await InProcessApp.StartWithAsync(services => services
            .AddSingleton<IPasswordHasher<IdentityUser<Guid>>>(hasher)
            .AddSingleton(_ => new PasswordGate(hasher, threads: 1, queueLength: 2)));
        using var browser = app.Browser();
        hasher.Hold();
        var waiting = Enumerable.Range(0, 3).Select(_ => WrongSignInAsync(app)).ToList();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(IsFull(app)), "three sign-ins are inside the gate");

        using var refused = await InProcessApp.SignInAsync(browser);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(PasswordGate.RetryAfter, refused.Headers.RetryAfter?.Delta);
        Assert.Contains("Try again in a few seconds", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, await PublishAsync(app));
        Assert.All(waiting, sign => Assert.False(sign.IsCompleted));

        hasher.Release();
        Assert.All(await Task.WhenAll(waiting), status => Assert.Equal(HttpStatusCode.OK, status));
        using var welcome = await InProcessApp.SignInAsync(browser);
        Assert.Equal(HttpStatusCode.Found, welcome.StatusCode);
        Assert.All(hasher.OnPoolThread, Assert.False);
    }

    private static bool IsFull(InProcessApp app)
    {
        using var turn = app.Services.GetRequiredService<PasswordGate>().TryEnter();
        return turn is null;
    }

    private static async Task<HttpStatusCode> WrongSignInAsync(InProcessApp app)
    {
        using var browser = app.Browser();
        using var response = await InProcessApp.SignInAsync(browser, "nobody@example.com", "not the password");
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> PublishAsync(InProcessApp app)
    {
        using var client = app.Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestApp.ApiToken);
        using var body = new StringContent($$"""{"event_fqn":"CONVERSATION_CREATED","data":{{SampleData.Of("CONVERSATION_CREATED")}}}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/v1/events", body, Cancel);
        return response.StatusCode;
    }
}
