namespace Dixa.Webhooks.Admin.Support;

/// <summary>A test with its own store, in a SQLite file or, if the class requires it, in PostgreSQL.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    private TestStore? _store;

    protected TestStore Store => _store ?? throw new InvalidOperationException("The store is not open yet.");

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Settings in addition to the defaults.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    /// <summary>Whether the store's keys are in its database, or next to it, instead of <see cref="SharedKeys"/>.</summary>
    protected virtual bool OwnKeys => false;

    public async ValueTask InitializeAsync() => _store = GetType().IsDefined(typeof(OnPostgresAttribute), inherit: false)
        ? await TestStore.OpenOnPostgresAsync(Settings, OwnKeys)
        : await TestStore.OpenAsync(OwnKeys, Settings);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }
}
