using System.Net;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>
/// The whole application in the tests' process. It starts much faster than an <see cref="AppProcess"/>, because its code is already compiled,
/// and tests can replace services. It cannot be killed or started again.
/// </summary>
public sealed partial class InProcessApp : TestApp
{
    // Kestrel closes the connections of clients that do not respond after this time.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    private readonly RecordedLog _log = new();
    private WebApplication? _app;

    private InProcessApp(IEnumerable<(string Key, string Value)> settings)
        : base(settings)
    {
    }

    public override string Output => string.Join('\n', _log.Entries.Select(Text));

    public IServiceProvider Services => (_app ?? throw new InvalidOperationException("The application is not started yet.")).Services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts the application with an empty database.</summary>
    public static Task<InProcessApp> StartAsync(params (string Key, string Value)[] settings) => StartAsync(prepare: null, change: null, settings);

    /// <summary>Prepares the database and starts the application.</summary>
    /// <param name="prepare">What to store before the start.</param>
    /// <param name="settings">Configuration keys, for example <c>Dispatch:RetryDelay</c>; <c>{folder}</c> in a value is replaced with <see cref="TestApp.Folder"/>.</param>
    public static Task<InProcessApp> StartAsync(Func<TestStore, Task> prepare, params (string Key, string Value)[] settings) => StartAsync(prepare, change: null, settings);

    /// <summary>Starts the application with an empty database and other services.</summary>
    /// <param name="change">Replaces services.</param>
    /// <param name="settings">Configuration keys.</param>
    public static Task<InProcessApp> StartWithAsync(Action<IServiceCollection> change, params (string Key, string Value)[] settings) => StartAsync(prepare: null, change, settings);

    /// <summary>A client with its own cookies that does not follow redirects.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>Opens a page with a form and posts it, like a browser without scripts.</summary>
    /// <param name="browser">From <see cref="Browser"/>.</param>
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
    public static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string email = AdministratorEmail, string password = AdministratorPassword) =>
        PostAsync(browser, "/account/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", password));

    /// <summary>Stops the application. It cannot be started again.</summary>
    public async Task StopAsync()
    {
        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            await (_app?.StopAsync(timeout.Token) ?? Task.CompletedTask);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            // A request was still in flight.
        }
    }

    protected override async ValueTask EndAsync()
    {
        if (_app is null)
        {
            return;
        }

        await StopAsync();

        var connection = _app.Services.GetRequiredService<IOptions<StorageOptions>>().Value.Provider is StorageProvider.Sqlite ? _app.Services.GetRequiredService<StoreFiles>().ConnectionString : null;
        await _app.DisposeAsync();
        if (connection is not null)
        {
            using var pooled = new SqliteConnection(connection);
            SqliteConnection.ClearPool(pooled);
        }
    }

    private static async Task<InProcessApp> StartAsync(Func<TestStore, Task>? prepare, Action<IServiceCollection>? change, (string Key, string Value)[] settings)
    {
        var app = new InProcessApp(settings);
        try
        {
            await app.PrepareAsync(prepare, ownKeys: false);
            await app.StartAsync(change);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync(Action<IServiceCollection>? change)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(AdminApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Settings[EnvironmentSetting],
        });
        builder.Configuration.AddInMemoryCollection(Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.WebHost.UseStaticWebAssets();
        builder.AddStages();
        builder.Services.AddOwnJobs().AddSharedKeys().AddQuickHashes();
        change?.Invoke(builder.Services);
        _app = builder.Build();
        await _app.UseStagesAsync();
        await _app.StartAsync(Cancel);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();

    /// <summary>An entry of the log as the console writes it.</summary>
    private static string Text((string Category, LogLevel Level, EventId Id, string Message, Exception? Error) entry) =>
        $"{Name(entry.Level)}: {entry.Category}[{entry.Id.Id}]\n      {entry.Message}{(entry.Error is null ? "" : $"\n{entry.Error}")}";

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
