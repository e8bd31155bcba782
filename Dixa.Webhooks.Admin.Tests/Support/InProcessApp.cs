using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>The whole application in the test's process, listening on a loopback port, with services that the test can replace.</summary>
internal sealed partial class InProcessApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private InProcessApp(WebApplication app, string folder, Uri address) => (_app, _folder, Address) = (app, folder, address);

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts the application with an empty database and the administrator of <see cref="AppProcess"/>.</summary>
    /// <param name="change">Replaces services.</param>
    /// <param name="settings">Configuration keys.</param>
    public static async Task<InProcessApp> StartAsync(Action<IServiceCollection>? change = null, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var folder = Directory.CreateTempSubdirectory("dixa-webhooks-inside-").FullName;
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Find()}/");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(AdminApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Development",
        });
        builder.Configuration.AddInMemoryCollection(
        [
            new("Urls", address.GetLeftPart(UriPartial.Authority)),
            new("Storage:ConnectionString", $"Data Source={Path.Combine(folder, "webhooks.db")}"),
            new("Accounts:Administrator:Email", AppProcess.AdministratorEmail),
            new("Accounts:Administrator:Password", AppProcess.AdministratorPassword),
            new("Api:BootstrapToken", AppProcess.ApiToken),
            new("Limits:SignIn:Burst", "1000"),
            new("Limits:SignIn:TotalPerSecond", "1000"),
            .. settings,
        ]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseStaticWebAssets();
        builder.AddStages();
        change?.Invoke(builder.Services);
        var app = builder.Build();
        await app.UseStagesAsync();
        await app.StartAsync(Cancel);
        return new InProcessApp(app, folder, address);
    }

    /// <summary>A client with its own cookies that does not follow redirects.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>Opens a page with a form and posts it, like a browser without scripts.</summary>
    /// <param name="browser">From <see cref="Chromium"/>.</param>
    /// <param name="page">The page's path.</param>
    /// <param name="form">The name of the form.</param>
    /// <param name="fields">Its fields.</param>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, string form, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(page, Cancel);
        using var content = new FormUrlEncodedContent(
        [
            new("_handler", form),
            new("__RequestVerificationToken", AntiforgeryToken().Match(html).Groups[1].Value),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        return await browser.PostAsync(page, content, Cancel);
    }

    /// <summary>Signs in through the page.</summary>
    public static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string email = AppProcess.AdministratorEmail, string password = AppProcess.AdministratorPassword) =>
        PostAsync(browser, "/account/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", password));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(Cancel);
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
