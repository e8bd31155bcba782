using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>A test with Identity over a store of its own, in which the roles are and nobody yet.</summary>
public abstract class AccountsTest : StoreTest, IAsyncLifetime
{
    protected const string Password = "correct horse battery";

    private ServiceProvider? _accounts;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected IServiceProvider Services => _accounts ?? throw new InvalidOperationException("The accounts are not open yet.");

    protected People People => Services.GetRequiredService<People>();

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Storage:ConnectionString", Store.Files.ConnectionString)])
            .Build());
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        services.AddStorage().AddAccounts();
        _accounts = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        await Roles.EnsureAsync(Services.GetRequiredService<IServiceScopeFactory>(), Stop);
    }

    public new async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_accounts is not null)
        {
            await _accounts.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    /// <summary>Adds somebody, as <see cref="Actors.Administrator"/> would.</summary>
    protected async Task<Actor> PersonAsync(string email, Role role)
    {
        var done = Assert.IsType<PersonResult.Done>(await People.AddAsync(Actors.Administrator, email, role, Password, Stop));
        return new Actor(done.Id, email, role);
    }
}
