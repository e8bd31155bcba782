using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>A test with Identity and its own database, which has the roles but no users yet.</summary>
public abstract class AccountsTest : StoreTest, IAsyncLifetime
{
    protected const string Password = "correct horse battery";

    private readonly List<ServiceProvider> _processes = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected IServiceProvider Services => _processes is [var first, ..] ? first : throw new InvalidOperationException("The accounts are not open yet.");

    protected FakeTimeProvider Time { get; } = new();

    /// <summary>Counts hashes, and can block hashing.</summary>
    protected WatchedHasher Hasher { get; } = new();

    protected UserDirectory People => Services.GetRequiredService<UserDirectory>();

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        OpenProcess();
        await Roles.EnsureAsync(Services.GetRequiredService<IServiceScopeFactory>(), Stop);
    }

    public new async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Hasher.Dispose();
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    /// <summary>The accounts' services in another process with the same database. The queue length is in addition to two hashing threads.</summary>
    protected IServiceProvider OpenProcess(int queueLength = 100)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Storage:Provider", $"{Store.Provider}"), new("Storage:ConnectionString", Store.Database)])
            .Build());
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddStorage().AddAudit().AddAccounts().AddSharedKeys();
        services.AddSingleton<IPasswordHasher<IdentityUser<Guid>>>(Hasher);
        services.AddSingleton(new PasswordGate(Hasher, threads: 2, queueLength: queueLength));
        var process = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        _processes.Add(process);
        return process;
    }

    /// <summary>Adds a person as <see cref="Actors.Administrator"/>.</summary>
    protected async Task<Actor> PersonAsync(string email, Role role)
    {
        var done = Assert.IsType<PersonResult.Done>(await People.AddAsync(Actors.Administrator, email, role, Password, Stop));
        return new Actor(done.Id, email, role);
    }
}
