using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.FrontDoor;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Operations;
using Dixa.Webhooks.Admin.Privacy;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recovery;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Startup;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Clocks;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Hangfire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>The real store with its own SQLite file or PostgreSQL database, the stages that use it, and a stopped clock.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly SqlRecorder _sql = new();
    private readonly bool _deletes;
    private readonly bool _ownKeys;

    private TestStore(IReadOnlyDictionary<string, string?> settings, string? folder = null, string? postgres = null, bool ownKeys = false, bool isNextVersion = false)
    {
        _deletes = folder is null;
        _ownKeys = ownKeys;
        Provider = postgres is null ? StorageProvider.Sqlite : StorageProvider.PostgreSql;
        Folder = folder ?? TestFolder.Create("dixa-webhooks-");
        Database = postgres ?? $"Data Source={EmptyDatabase.PathIn(Folder)}";
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Storage:Provider", $"{Provider}"), new("Storage:ConnectionString", Database)])
            .AddInMemoryCollection(settings.Select(InFolder))
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging();
        MachineClock = new JumpingClock(Time);
        Clock = new SteadyClock(MachineClock);
        services.AddSingleton<TimeProvider>(postgres is null ? Clock : Time);

        // First, so that they also see a transaction that then waits for a lock.
        services.ConfigureDbContext<SqliteWebhooksContext>(options => options.AddInterceptors(_sql, Disk));
        services.ConfigureDbContext<PostgresWebhooksContext>(options => options.AddInterceptors(_sql));
        if (isNextVersion)
        {
            services.ConfigureDbContext<PostgresWebhooksContext>(options => options.ReplaceService<IMigrationsAssembly, NextVersion>());
        }

        services.AddIngest().AddStorage().AddAudit().AddRetention().AddPrivacy().AddDispatch(configuration).AddRecording().AddSubscriptions().AddBulkActions().AddReplays().AddRecovery().AddSandbox(configuration).AddFrontDoor().AddNotifications(sendsEmail: false).AddBackups().AddOperations();
        services.AddSingleton(SettingsInForce.Read(configuration));
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production });
        services.AddSingleton(Clock);
        services.AddSingleton<IHostApplicationLifetime, ApplicationLifetime>();
        services.AddSingleton<IServer>(new ListeningServer("http://localhost:5080"));
        services.AddSingleton(new NameLookup(Resolve));
        services.AddSingleton(new MachineAddresses(() => [], Time, NullLogger<MachineAddresses>.Instance));
        services.AddSingleton(Jobs);
        services.AddSingleton<IBackgroundJobClient>(Jobs);
        services.AddOwnJobs();
        if (!ownKeys)
        {
            services.AddSharedKeys();
        }

        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    /// <summary>The folder with the database and the keys, and nothing else.</summary>
    public string Folder { get; }

    public StorageProvider Provider { get; }

    /// <summary>The connection string.</summary>
    public string Database { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>The machine's clock, which a test can set while <see cref="Time"/> advances evenly.</summary>
    public JumpingClock MachineClock { get; }

    /// <summary>The store's clock with SQLite.</summary>
    public SteadyClock Clock { get; }

    /// <summary>The host names that resolve, and their addresses. No other name resolves.</summary>
    public ConcurrentDictionary<string, IPAddress[]> Names { get; } = new() { ["localhost"] = [IPAddress.Loopback] };

    public SmallDisk Disk { get; } = new();

    /// <summary>The jobs passed to Hangfire.</summary>
    public RecordedJobs Jobs { get; } = new();

    public WebhookCommands Changes => _services.GetRequiredService<WebhookCommands>();

    public WebhookQueries Reads => _services.GetRequiredService<WebhookQueries>();

    public DeliveryHistory History => _services.GetRequiredService<DeliveryHistory>();

    public StoreFiles Files => _services.GetRequiredService<StoreFiles>();

    internal SqlRecorder Sql => _sql;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Opens a new store with these settings in addition to the defaults. In a value, <c>{folder}</c> is replaced with <see cref="Folder"/>
    /// and <c>{database}</c> with <see cref="Database"/>.
    /// </summary>
    public static Task<TestStore> OpenAsync(params IEnumerable<KeyValuePair<string, string?>> settings) => OpenAsync(ownKeys: false, settings);

    /// <inheritdoc cref="OpenAsync(IEnumerable{KeyValuePair{string, string}})"/>
    /// <param name="ownKeys">Whether its keys are next to the database instead of <see cref="SharedKeys"/>.</param>
    /// <param name="settings">In addition to the defaults.</param>
    public static async Task<TestStore> OpenAsync(bool ownKeys, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var store = new TestStore(settings.ToDictionary(), ownKeys: ownKeys);
        await EmptyDatabase.CreateAsync(store.Folder);
        await store._services.OpenStoreAsync();
        return store;
    }

    /// <summary>Opens a new store in PostgreSQL.</summary>
    /// <param name="settings">In addition to the defaults.</param>
    /// <param name="ownKeys">Whether its keys are in the database, for other processes, instead of <see cref="SharedKeys"/>.</param>
    public static async Task<TestStore> OpenOnPostgresAsync(IEnumerable<KeyValuePair<string, string?>> settings, bool ownKeys = false)
    {
        var store = new TestStore(settings.ToDictionary(), postgres: await (await SharedPostgres.Server).CreateDatabaseAsync(), ownKeys: ownKeys);
        await store._services.OpenStoreAsync();
        return store;
    }

    /// <summary>Opens the store of an application that is not running, without deleting it afterwards.</summary>
    /// <param name="folder">The folder with its files.</param>
    /// <param name="postgres">The connection string, if the database is in PostgreSQL.</param>
    /// <param name="ownKeys">Whether its keys are in its folder or database, for other processes, instead of <see cref="SharedKeys"/>.</param>
    public static async Task<TestStore> OpenAtAsync(string folder, string? postgres = null, bool ownKeys = true)
    {
        if (postgres is null)
        {
            await EmptyDatabase.CreateAsync(folder);
        }

        var store = new TestStore(new Dictionary<string, string?> { ["Dispatch:AllowedNetworks:0"] = "127.0.0.0/8" }, folder, postgres, ownKeys);
        try
        {
            await store._services.OpenStoreAsync();
            return store;
        }
        catch
        {
            // It may have the file's lock.
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same store in a second process: the same database and keys, but nothing of the first one's memory.</summary>
    public TestStore AsAnotherProcess()
    {
        var other = new TestStore(new Dictionary<string, string?>(), Folder, Provider is StorageProvider.PostgreSql ? Database : null, _ownKeys);
        other.Time.SetUtcNow(Time.GetUtcNow());
        return other;
    }

    /// <summary>A process of a version that has one more migration, on the PostgreSQL database of an application. It has not opened the store.</summary>
    public static TestStore NextVersionOf(string postgres) => new(new Dictionary<string, string?>(), folder: Path.GetTempPath(), postgres, ownKeys: true, isNextVersion: true);

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A class that Hangfire creates for each job.</summary>
    public T Make<T>() => ActivatorUtilities.CreateInstance<T>(_services);

    public Task<WebhooksDbContext> ContextAsync() =>
        _services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync(Cancel);

    /// <summary>Creates a webhook like an administrator.</summary>
    public async Task<Guid> CreateWebhookAsync(Action<WebhookDraft>? change = null)
    {
        var draft = Drafts.With(change ?? (_ => { }));
        return Assert.IsType<SaveResult.Saved>(await Changes.CreateAsync(Actors.Administrator, draft, Cancel)).Id;
    }

    /// <summary>Reads a stored webhook.</summary>
    public async Task<WebhookSubscription> WebhookAsync(Guid id)
    {
        await using var context = await ContextAsync();
        return await context.Subscriptions.AsNoTracking().SingleAsync(webhook => webhook.Id == id, Cancel);
    }

    /// <summary>The audit log, newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> AuditedAsync(Guid? target = null) =>
        (await Service<AuditSearch>().FindAsync(new AuditQuery { Target = target?.ToString(), Limit = AuditQuery.MaxPerPage }, Cancel)).Rows;

    /// <summary>Adds rows to the audit log as <see cref="Actors.Administrator"/>.</summary>
    public async Task AuditAsync(AuditTarget? target, params IEnumerable<Activity> activities)
    {
        await using var context = await ContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync(Cancel);
        await Service<AuditLog>().AddAsync(context, Actors.Administrator, [.. activities.Select(activity => (target, activity))], Cancel);
        await transaction.CommitAsync(Cancel);
    }

    /// <summary>Stores an event with one delivery to a webhook and returns the delivery's id.</summary>
    public async Task<long> DeliveryAsync(
        Guid webhook,
        string eventType = "CONVERSATION_CREATED",
        DeliveryState state = DeliveryState.Pending,
        string payload = "{}",
        DateTimeOffset? dueAt = null,
        long? resendOf = null)
    {
        await using var context = await ContextAsync();
        var stored = new StoredEvent { EventId = Guid.NewGuid(), EventType = eventType, ReceivedAt = Time.GetUtcNow(), Payload = System.Text.Encoding.UTF8.GetBytes(payload) };
        context.Events.Add(stored);
        await context.SaveChangesAsync(Cancel);
        var delivery = new Delivery
        {
            EventKey = stored.Id,
            SubscriptionId = webhook,
            EventType = eventType,
            State = state,
            CreatedAt = Time.GetUtcNow(),
            DueAt = dueAt ?? Time.GetUtcNow(),
            CompletedAt = state is DeliveryState.Pending ? null : Time.GetUtcNow(),
            ResendOf = resendOf,
        };
        context.Deliveries.Add(delivery);
        await context.SaveChangesAsync(Cancel);
        return delivery.Id;
    }

    /// <summary>Runs any SQL statement, for example one that creates a trigger.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var context = await ContextAsync();
        await context.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    /// <summary>Makes the database refuse rows of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="condition">An SQL condition on the row <c>NEW</c>, or <c>OLD</c> before an update.</param>
    /// <param name="change"><c>INSERT</c> or <c>UPDATE</c>.</param>
    public async Task RefuseAsync(string table, string condition, string change = "INSERT")
    {
        var function = Provider is StorageProvider.Sqlite
            ? "BEGIN SELECT RAISE(ABORT, 'refused by the test'); END"
            : "EXECUTE FUNCTION refuse()";
        if (Provider is StorageProvider.PostgreSql)
        {
            await ExecuteAsync("CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = 'refused by the test'; END $$");
        }

        await ExecuteAsync($"CREATE TRIGGER refuses BEFORE {change} ON {table} FOR EACH ROW WHEN ({condition}) {function}");
    }

    /// <summary>Reverts <see cref="RefuseAsync"/>.</summary>
    public Task AcceptAsync(string table) => ExecuteAsync(Provider is StorageProvider.Sqlite ? "DROP TRIGGER refuses" : $"DROP TRIGGER refuses ON {table}");

    /// <summary>Bytes as an SQL literal.</summary>
    public string Literal(ReadOnlySpan<byte> bytes) =>
        Provider is StorageProvider.Sqlite ? $"x'{Convert.ToHexString(bytes)}'" : $"'\\x{Convert.ToHexString(bytes)}'::bytea";

    public async Task StoreAsync(params object[] rows)
    {
        await using var context = await ContextAsync();
        context.AddRange(rows);
        await context.SaveChangesAsync(Cancel);
    }

    public async Task<Delivery> DeliveryAsync(long id)
    {
        await using var context = await ContextAsync();
        return await context.Deliveries.AsNoTracking().SingleAsync(delivery => delivery.Id == id, Cancel);
    }

    public async Task<StoredEvent> EventAsync(Guid id)
    {
        await using var context = await ContextAsync();
        return await context.Events.AsNoTracking().SingleAsync(stored => stored.EventId == id, Cancel);
    }

    /// <summary>Why a delivery was cancelled; null unless it was.</summary>
    public async Task<DisableReason?> CancelledReasonAsync(long id)
    {
        var cancellation = (await DeliveryAsync(id)).CancellationId;
        await using var context = await ContextAsync();
        return await context.Cancellations.AsNoTracking().Where(row => row.Id == cancellation).Select(row => row.Reason).SingleOrDefaultAsync(Cancel);
    }

    /// <summary>Sets a delivery's state, so that it is no longer attempted.</summary>
    public async Task StateAsync(long id, DeliveryState state)
    {
        await using var context = await ContextAsync();
        await context.Deliveries.Where(delivery => delivery.Id == id && delivery.State == DeliveryState.Pending)
            .ExecuteUpdateAsync(delivery => delivery.SetProperty(row => row.State, state), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        var connection = Provider is StorageProvider.Sqlite ? Files.ConnectionString : null;
        await _services.DisposeAsync();
        if (connection is not null)
        {
            using var pooled = new SqliteConnection(connection);
            SqliteConnection.ClearPool(pooled);
        }

        if (_deletes)
        {
            if (connection is null)
            {
                await (await SharedPostgres.Server).DropDatabaseAsync(Database);
            }

            await DeleteFolderAsync();
        }
    }

    // SQLite may still be removing the files of its last connection.
    private async Task DeleteFolderAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(Folder, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 5)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            }
        }
    }

    private KeyValuePair<string, string?> InFolder(KeyValuePair<string, string?> setting) =>
        KeyValuePair.Create(setting.Key, setting.Value?.Replace("{folder}", Folder, StringComparison.Ordinal).Replace("{database}", Database, StringComparison.Ordinal));

    private IPAddress[] Resolve(string host) =>
        Names.TryGetValue(host, out var addresses) ? addresses : throw new SocketException((int)SocketError.HostNotFound);
}
