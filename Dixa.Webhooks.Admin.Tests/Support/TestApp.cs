using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A running application on a free loopback port, with its own folder and database.</summary>
public abstract class TestApp : IAsyncDisposable
{
    public const string AdministratorEmail = "admin@example.com";
    public const string AdministratorPassword = "Correct-Horse-7-Battery";
    public const string ApiToken = "bootstrap-token-for-tests";

    protected const string EnvironmentSetting = "ASPNETCORE_ENVIRONMENT";

    private protected TestApp(IEnumerable<(string Key, string Value)> settings)
    {
        Folder = TestFolder.Create("dixa-webhooks-app-");
        Database = EmptyDatabase.PathIn(Folder);
        Address = new Uri($"http://127.0.0.1:{FreePort.Find()}/");
        Settings = new Dictionary<string, string>
        {
            [EnvironmentSetting] = "Development",
            ["Urls"] = Address.GetLeftPart(UriPartial.Authority),
            ["Storage:Provider"] = "Sqlite",
            ["Storage:ConnectionString"] = $"Data Source={Database}",
            ["Accounts:Administrator:Email"] = AdministratorEmail,
            ["Accounts:Administrator:Password"] = AdministratorPassword,
            ["Api:BootstrapToken"] = ApiToken,
            ["Dispatch:AllowedNetworks:0"] = "127.0.0.0/8",

            // Several tests sign in to one application within a minute, all from one address.
            ["Limits:SignIn:PerMinute"] = "6000",
            ["Limits:SignIn:Burst"] = "1000",
            ["Limits:SignIn:TotalPerSecond"] = "1000",
        };
        foreach (var (key, value) in settings)
        {
            Settings[key] = value.Replace("{folder}", Folder, StringComparison.Ordinal);
        }

        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = Address };
        Api = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = Address };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiToken);
    }

    /// <summary>The folder with the database and the keys. <see cref="DisposeAsync"/> deletes it.</summary>
    public string Folder { get; }

    public string Database { get; }

    public Uri Address { get; }

    /// <summary>An anonymous client: no cookies, no token, does not follow redirects.</summary>
    public HttpClient Client { get; }

    /// <summary>A client with the API's bootstrap token.</summary>
    public HttpClient Api { get; }

    /// <summary>The application's complete output so far.</summary>
    public abstract string Output { get; }

    /// <summary>Configuration keys, and the environment variables of a process.</summary>
    protected Dictionary<string, string> Settings { get; }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await EndAsync();
        Client.Dispose();
        Api.Dispose();
        using (var pooled = new SqliteConnection($"Data Source={Database}"))
        {
            SqliteConnection.ClearPool(pooled);
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Ends the application if it is running.</summary>
    protected abstract ValueTask EndAsync();

    /// <summary>Creates the database, and stores something before the first start.</summary>
    private protected async Task PrepareAsync(Func<TestStore, Task>? prepare, bool ownKeys)
    {
        var postgres = Settings["Storage:Provider"] is "PostgreSql" ? Settings["Storage:ConnectionString"] : null;
        if (prepare is not null)
        {
            await using var store = await TestStore.OpenAtAsync(Folder, postgres, ownKeys);
            await prepare(store);
        }
        else if (postgres is null)
        {
            await EmptyDatabase.CreateAsync(Folder);
        }
    }
}
