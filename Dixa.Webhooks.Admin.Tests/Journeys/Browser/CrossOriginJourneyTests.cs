using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>
/// Attacks on the hub by pages in a real browser. Each takes the root components of one page, opens a connection to the hub with the cookies
/// that the browser sends, and asks the server to render these components there. Three independent checks prevent it; each is tested alone.
/// </summary>
public sealed partial class CrossOriginJourneyTests(Chromium browser)
{
    private const string SupportEmail = "sam@example.com";
    private const string SupportPassword = "sams very own password";
    private const string People = "/settings/people";

    /// <summary>A minimal client of the hub's protocol. Returns all text that it received once that contains one of the words or the connection closes.</summary>
    private const string Attack = """
        async ({ app, page, components, words }) => {
          const bytes = new TextEncoder();
          const text = (value) => {
            const utf8 = bytes.encode(value);
            return [0xdb, utf8.length >>> 24, (utf8.length >> 16) & 255, (utf8.length >> 8) & 255, utf8.length & 255, ...utf8];
          };
          const call = (id, target, ...args) => {
            const message = [0x96, 1, 0x80, ...(id ? text(id) : [0xc0]), ...text(target), 0x90 + args.length, ...args.flatMap(text), 0x90];
            const length = [];
            for (let rest = message.length; rest > 0 || length.length === 0; rest >>= 7) {
              length.push((rest & 127) | (rest > 127 ? 128 : 0));
            }
            return new Uint8Array([...length, ...message]);
          };
          const socket = new WebSocket(app.replace('http', 'ws') + '_blazor');
          socket.binaryType = 'arraybuffer';
          let [opened, received] = [false, ''];
          return await new Promise((resolve) => {
            socket.onopen = () => {
              opened = true;
              socket.send('{"protocol":"blazorpack","version":1}\u001e');
              socket.send(call('0', 'StartCircuit', app, app + page, '[]', ''));
              const operations = components.map((marker, i) => ({ type: 'add', ssrComponentId: i + 1, marker: JSON.parse(marker) }));
              socket.send(call(null, 'UpdateRootComponents', JSON.stringify({ batchId: 1, operations }), ''));
            };
            socket.onmessage = (message) => {
              received += typeof message.data === 'string' ? message.data : new TextDecoder().decode(message.data);
              if (words.some((word) => received.includes(word))) {
                socket.close();
              }
            };
            socket.onclose = () => resolve({ opened, received });
          });
        }
        """;

    [Fact]
    public async Task A_page_on_another_port_cannot_connect_even_with_the_users_own_components()
    {
        await using var app = await InProcessApp.StartAsync();
        await using var otherSite = await Receiver.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        var components = await ComponentsAsync(page);

        await page.GotoAsync(otherSite.Url.ToString());
        var result = await AttackAsync(page, app, components, TestApp.AdministratorEmail);

        Assert.Equal((false, ""), result);
    }

    [Fact]
    public async Task A_signed_out_browser_cannot_connect_with_the_components_of_a_signed_in_user()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        var components = await ComponentsAsync(page);

        var signedOut = await browser.OpenAsync(app.Address);
        await signedOut.GotoAsync("/account/sign-in");
        var result = await AttackAsync(signedOut, app, components, TestApp.AdministratorEmail);

        Assert.Equal((false, ""), result);
    }

    [Fact]
    public async Task The_components_of_one_user_show_nothing_with_the_cookie_of_another()
    {
        await using var app = await InProcessApp.StartAsync();
        var ada = await browser.OpenAsync(app.Address);
        await new AdminScreens(ada).SignInAsync();
        await AddSupportAsync(ada);
        var sam = await browser.OpenAsync(app.Address);
        await new AdminScreens(sam).SignInAsync(email: SupportEmail, password: SupportPassword);
        var (adas, sams) = (await ComponentsAsync(ada), await ComponentsAsync(sam));

        // A page of the application that opens no connection itself.
        await ada.GotoAsync("/account/change-password");

        var (opened, received) = await AttackAsync(ada, app, adas, SupportEmail, "navigateTo");
        Assert.True(opened);
        Assert.Contains(SupportEmail, received, StringComparison.Ordinal);

        // The server tells the browser to reload the page, so that it belongs to the current user.
        (opened, received) = await AttackAsync(ada, app, sams, SupportEmail, "navigateTo");
        Assert.True(opened);
        Assert.Contains("navigateTo", received, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.com", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_page_switches_to_the_user_who_signs_in_next_in_the_same_browser()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await AddSupportAsync(page);
        await new AdminScreens(page).OpenAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("add-webhook").First).ToBeVisibleAsync();
        await page.EvaluateAsync("() => Blazor.pauseCircuit()");

        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/account/sign-out");
        await other.GetByTestId("sign-out-submit").ClickAsync();
        await other.WaitForURLAsync("**/account/sign-in");
        await new AdminScreens(other).SignInAsync(email: SupportEmail, password: SupportPassword);

        await page.GetByTestId("reconnect-button").ClickAsync();
        await Assertions.Expect(page.GetByTestId("user-menu").GetByRole(AriaRole.Button)).ToHaveAccessibleNameAsync($"Your account, {SupportEmail}");
        await Assertions.Expect(page.GetByTestId("add-webhook")).ToHaveCountAsync(0);
    }

    /// <summary>The markers of the root components on a page, as the server wrote them.</summary>
    private static async Task<string[]> ComponentsAsync(IPage page)
    {
        var html = await (await page.APIRequest.GetAsync(AdminScreens.Overview)).TextAsync();
        var components = Component().Matches(html).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(2, components.Length);
        return components;
    }

    private static async Task<(bool Opened, string Received)> AttackAsync(IPage page, TestApp app, string[] components, params string[] words)
    {
        var result = await page.EvaluateAsync<AttackResult>(Attack, new { app = app.Address.ToString(), page = People[1..], components, words });
        return (result.Opened, result.Received);
    }

    private static async Task AddSupportAsync(IPage page)
    {
        await page.GotoAsync(People);
        await page.GetByTestId("people-add").ClickAsync();
        await page.GetByTestId("person-email").FillAsync(SupportEmail);
        await page.GetByTestId("person-role").SelectOptionAsync("Support");
        await page.GetByTestId("person-password").FillAsync(SupportPassword);
        await page.GetByTestId("person-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("person-row")).ToHaveCountAsync(2);
    }

    [GeneratedRegex("<!--Blazor:(\\{\"type\":\"server\".*?\"descriptor\".*?\\})-->")]
    private static partial Regex Component();

    private sealed class AttackResult
    {
        public bool Opened { get; set; }

        public string Received { get; set; } = "";
    }
}
