using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The configurations for nginx and Caddy in <c>deploy</c>, in front of two processes that share a PostgreSQL database.</summary>
public sealed class ReverseProxyTests(Chromium browser) : IAsyncLifetime
{
    private const int Windows = 6;
    private const string TooLarge = """{"message":"The body must be at most 16,777,216 bytes. Send fewer events at a time."}""";

    private static readonly string[] Names = ["first", "second"];

    private TestStore? _store;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TestStore.OpenOnPostgresAsync([], ownKeys: true);

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task A_proxy_keeps_pages_with_their_process_and_passes_on_clients_and_bodies(string kind)
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        using var proxy = await StartProxyAsync(kind, first, second);
        try
        {
            await PublishesAsync(proxy.Address);
            await KeepsMetricsAsync(proxy.Address, first);
            await PassesOnTheClientAsync(proxy.Address, first, second);
            await KeepsPagesAsync(proxy.Address, first, second);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{error.Message}\n{proxy.Output}", error);
        }
    }

    /// <summary>Two processes with a store each, so that one can fail alone. The name of their webhook tells them apart.</summary>
    [Fact]
    public async Task Caddy_sends_nothing_to_a_process_that_is_not_ready_until_it_is()
    {
        await using var first = await StartAloneAsync("first");
        await using var second = await StartAloneAsync("second");
        using var proxy = await StartProxyAsync("caddy", first, second);

        // Without its cookie, the proxy chooses a process for each request.
        using var client = Client(proxy.Address, keepsCookies: false);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestApp.ApiToken);
        await Eventually.BecomesTrueAsync(() => AnswersAsync(client), "the proxy answers", TimeSpan.FromSeconds(30));
        await ReachesAsync(client, "first", "second");

        var file = new FileInfo(first.Database) { IsReadOnly = true };
        await ReachesAsync(client, "second");

        file.IsReadOnly = false;
        await ReachesAsync(client, "first", "second");
    }

    /// <summary>nginx does not ask whether a process is ready. It notices one that cannot be reached, and no client does.</summary>
    [Fact]
    public async Task Nginx_sends_events_to_the_other_process_when_one_cannot_be_reached()
    {
        await using var first = await StartAloneAsync("first");
        await using var second = await StartAloneAsync("second");
        using var proxy = await StartProxyAsync("nginx", first, second);
        using var client = Client(proxy.Address);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestApp.ApiToken);
        await Eventually.BecomesTrueAsync(() => AnswersAsync(client), "the proxy answers", TimeSpan.FromSeconds(30));

        first.KillHard();

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(client, Publishing.Event())).Status);
        }
    }

    /// <summary>Waits until exactly these processes answer, each at least once in a number of requests.</summary>
    private static Task ReachesAsync(HttpClient client, params string[] names) => Eventually.BecomesTrueAsync(
        async () =>
        {
            var reached = new HashSet<string>();
            for (var i = 0; i < 30; i++)
            {
                using var response = await client.GetAsync("/v1/webhooks", Cancel);
                var body = await response.Content.ReadAsStringAsync(Cancel);
                reached.Add(Array.Find(Names, name => body.Contains($"\"{name}\"", StringComparison.Ordinal)) ?? $"{(int)response.StatusCode}");
            }

            return reached.SetEquals(names);
        },
        $"requests reach {string.Join(" and ", names)}",
        TimeSpan.FromSeconds(30));

    private static Task<AppProcess> StartAloneAsync(string name) =>
        AppProcess.StartAsync(store => store.CreateWebhookAsync(draft => draft.Name = name), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"), ("Api:RateLimit:PerSecond", "10000"), ("Api:RateLimit:Burst", "10000"));

    /// <summary>A megabyte arrives. What the proxy refuses has the same answer as what the application refuses.</summary>
    private static async Task PublishesAsync(Uri proxy)
    {
        using var client = Client(proxy);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestApp.ApiToken);
        await Eventually.BecomesTrueAsync(() => AnswersAsync(client), "the proxy answers", TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(client, Large(900_000))).Status);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, TooLarge), await PostAsync(client, Large((16 * 1024 * 1024) + 1_000)));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, TooLarge), await PostAsync(client, Large(18 * 1024 * 1024)));
    }

    /// <summary>Metrics are those of one process, so only the process itself has them.</summary>
    private static async Task KeepsMetricsAsync(Uri proxy, AppProcess app)
    {
        using var client = Client(proxy);
        using var direct = Client(app.Address);
        using var through = await client.GetAsync("/metrics", Cancel);
        using var own = await direct.GetAsync("/metrics", Cancel);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (through.StatusCode, own.StatusCode));
    }

    /// <summary>The address of the client arrives and not the one that the client claims. A client that is no known proxy is not believed.</summary>
    private static async Task PassesOnTheClientAsync(Uri proxy, params AppProcess[] apps)
    {
        using var client = Client(proxy, from: "127.0.0.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        await SignInAsync(client);
        await Eventually.BecomesTrueAsync(() => apps.Any(app => app.Output.Contains("address: 127.0.0.9", StringComparison.Ordinal)), "the address of the client is in the audit log");

        using var direct = Client(apps[0].Address, from: "127.0.0.8");
        direct.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        await SignInAsync(direct);
        await Eventually.BecomesTrueAsync(() => apps[0].Output.Contains("address: 127.0.0.8", StringComparison.Ordinal), "the address of the direct client is in the audit log");
        Assert.All(apps, app => Assert.DoesNotContain("203.0.113.7", app.Output, StringComparison.Ordinal));
    }

    /// <summary>A page negotiates its connection in one request and opens a WebSocket in the next, which only the same process accepts.</summary>
    private async Task KeepsPagesAsync(Uri proxy, AppProcess first, AppProcess second)
    {
        for (var i = 0; i < Windows; i++)
        {
            var page = await browser.OpenAsync(proxy);
            var sockets = new List<string>();
            page.WebSocket += (_, socket) => sockets.Add(socket.Url);
            await new AdminScreens(page).SignInAsync();
            await page.WaitForFunctionAsync("() => 'connected' in document.documentElement.dataset");
            await page.GetByTestId("nav-people").ClickAsync();
            await Assertions.Expect(page.GetByTestId("person-row").First).ToBeVisibleAsync();
            Assert.NotEmpty(sockets);
            Assert.Contains(await page.Context.CookiesAsync(), cookie => cookie.Name == "route");
            await page.Context.CloseAsync();
        }

        // Otherwise one process would do for everything.
        Assert.All([first, second], app => Assert.Contains("SignedIn", app.Output, StringComparison.Ordinal));
    }

    private Task<AppProcess> StartAsync() => AppProcess.StartAsync(
        ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", _store!.Database), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"), ("Metrics:AllowedNetworks:0", "127.0.0.0/8"));

    private static async Task<RunningProxy> StartProxyAsync(string kind, AppProcess first, AppProcess second)
    {
        var program = new InstalledProgram(kind, kind);
        var path = await program.FindOrInstallAsync();
        Assert.SkipUnless(path is not null, $"{kind} is not installed. Install it with: {program.InstallCommand}");
        var port = FreePort.Find();
        var file = kind is "nginx" ? "nginx.conf" : "Caddyfile";
        var configuration = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", file), Cancel);
        foreach (var (from, to) in new[] { ("127.0.0.1:5081", first.Address.Authority), ("127.0.0.1:5082", second.Address.Authority), ("127.0.0.1:5080", $"127.0.0.1:{port}") })
        {
            Assert.Contains(from, configuration, StringComparison.Ordinal);
            configuration = configuration.Replace(from, to, StringComparison.Ordinal);
        }

        var folder = first.Folder;
        configuration = kind is "nginx"
            ? configuration.Replace("/tmp/", $"{folder}/", StringComparison.Ordinal).Replace("error_log stderr;", "error_log stderr; daemon off;", StringComparison.Ordinal)
            : $"{{\nadmin off\n}}\n{configuration}";
        var written = Path.Combine(folder, file);
        await File.WriteAllTextAsync(written, configuration, Cancel);
        return new RunningProxy(path!, kind is "nginx" ? ["-c", written, "-p", folder] : ["run", "--config", written, "--adapter", "caddyfile"], folder, new Uri($"http://127.0.0.1:{port}/"));
    }

    private static HttpClient Client(Uri address, string from = "127.0.0.1", bool keepsCookies = true)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,

            // A refusal arrives before the body is sent, however slow the machine is.
            Expect100ContinueTimeout = TimeSpan.FromSeconds(60),
            CookieContainer = new CookieContainer(),
            UseCookies = keepsCookies,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = address };
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/account/sign-in", Cancel);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task SignInAsync(HttpClient client)
    {
        using var response = await InProcessApp.SignInAsync(client);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = content };
        request.Headers.ExpectContinue = true;
        using var response = await client.SendAsync(request, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    private static string Large(int bytes) => Publishing.Event() + new string(' ', bytes);

    private sealed class RunningProxy : IDisposable
    {
        private readonly Process _process;
        private readonly StringBuilder _output = new();

        public RunningProxy(string program, string[] arguments, string folder, Uri address)
        {
            Address = address;
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder };
            start.Environment["HOME"] = folder;
            start.Environment["XDG_CONFIG_HOME"] = folder;
            start.Environment["XDG_DATA_HOME"] = folder;
            _process = new Process { StartInfo = start };
            _process.ErrorDataReceived += (_, line) => Keep(line.Data);
            _process.OutputDataReceived += (_, line) => Keep(line.Data);
            _process.Start();
            _process.BeginErrorReadLine();
            _process.BeginOutputReadLine();
        }

        public Uri Address { get; }

        public string Output
        {
            get
            {
                lock (_output)
                {
                    return _output.ToString();
                }
            }
        }

        public void Dispose()
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
        }

        private void Keep(string? line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
