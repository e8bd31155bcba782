using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Bench.Traffic;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>
/// A database in a temporary folder or on a PostgreSQL server. It is filled with the application's own classes before the application
/// starts.
/// </summary>
internal sealed class BenchStore : IDisposable
{
    private const int EventsPerWrite = 500;

    private readonly string? _server;

    /// <param name="server">The PostgreSQL server's connection string; null for a SQLite file.</param>
    public BenchStore(string? server = null)
    {
        _server = server;
        ConnectionString = $"Data Source={Database}";
        if (server is not null)
        {
            var name = $"dixa_bench_{Guid.NewGuid():N}";
            OnServer($"CREATE DATABASE {name}");
            ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        }
    }

    public StorageProvider Provider => _server is null ? StorageProvider.Sqlite : StorageProvider.PostgreSql;

    public string Folder { get; } = Directory.CreateTempSubdirectory("dixa-webhooks-bench-").FullName;

    public string Database => Path.Combine(Folder, "webhooks.db");

    public string ConnectionString { get; }

    /// <summary>Creates the tables, a webhook for each endpoint, and <paramref name="count"/> due deliveries for each webhook.</summary>
    public Task FillAsync(IEnumerable<Uri> endpoints, BenchEvents events, int count, CancellationToken cancel) =>
        FillAsync(BenchWebhook.ForEach(endpoints), events, count, cancel);

    /// <summary>Creates the tables, the webhooks and <paramref name="count"/> events.</summary>
    public async Task FillAsync(IEnumerable<BenchWebhook> webhooks, BenchEvents events, int count, CancellationToken cancel)
    {
        await CreateAsync(webhooks, cancel);
        await AddAsync(events, count, cancel);
    }

    /// <summary>Creates the tables and the webhooks, and returns the webhooks' ids.</summary>
    public async Task<IReadOnlyList<Guid>> CreateAsync(IEnumerable<BenchWebhook> webhooks, CancellationToken cancel)
    {
        await using var provider = Services().BuildServiceProvider();
        await provider.OpenStoreAsync();
        await using var context = await provider.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync(cancel);
        var ids = await AddWebhooksAsync(context, webhooks, cancel);
        ClosePools();
        return ids;
    }

    /// <summary>Adds <paramref name="count"/> events, each with a due delivery for each subscribed webhook.</summary>
    public async Task AddAsync(BenchEvents events, int count, CancellationToken cancel)
    {
        await using (var provider = Services().BuildServiceProvider())
        {
            await provider.OpenStoreAsync();
            var commits = provider.GetRequiredService<GroupCommit>();
            for (var left = count; left > 0; left -= EventsPerWrite)
            {
                var now = TimeProvider.System.GetUtcNow();
                await commits.CommitAsync(new StoreEvents([.. Enumerable.Range(0, Math.Min(left, EventsPerWrite)).Select(_ => events.Next(now))]));
                cancel.ThrowIfCancellationRequested();
            }
        }

        ClosePools();
    }

    /// <summary>The application's own storage services.</summary>
    public IServiceCollection Services()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Provider", $"{Provider}"), new("Storage:ConnectionString", ConnectionString)]).Build());
        services.AddLogging();
        return services.AddStorage();
    }

    /// <summary>Makes all deliveries except the first ones due at a later time.</summary>
    public void DueAt(int first, DateTimeOffset due)
    {
        using var connection = Connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE deliveries SET due_at = @due WHERE id > @first";
        command.CommandTimeout = 0;
        foreach (var (name, value) in new[] { ("@due", due.UtcTicks), ("@first", first) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        command.ExecuteNonQuery();
        if (_server is not null)
        {
            // Autovacuum would do this soon. A real backlog does not appear in an instant.
            using var vacuum = connection.CreateCommand();
            vacuum.CommandText = "VACUUM ANALYZE deliveries";
            vacuum.CommandTimeout = 0;
            vacuum.ExecuteNonQuery();
        }

        ClosePools();
    }

    /// <summary>Writes everything to disk, so that a measurement is not slowed down by it.</summary>
    public void Settle()
    {
        ClosePools();
        if (_server is null)
        {
            using var file = File.OpenHandle(Database, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(file);
            return;
        }

        try
        {
            OnServer("CHECKPOINT");
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // Only some roles may do this. The server does it within minutes.
        }
    }

    public long Scalar(string sql)
    {
        using DbConnection connection = _server is null ? new SqliteConnection($"{ConnectionString};Mode=ReadOnly") : new NpgsqlConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of the benchmark.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Every text is a constant of the benchmark.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        ClosePools();
        Directory.Delete(Folder, recursive: true);
        if (_server is not null)
        {
            OnServer($"DROP DATABASE {new NpgsqlConnectionStringBuilder(ConnectionString).Database} WITH (FORCE)");
        }
    }

    /// <summary>Returns a connection that is not open yet.</summary>
    public DbConnection Connect() => _server is null ? new SqliteConnection(ConnectionString) : new NpgsqlConnection(ConnectionString);

    private void OnServer(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Database = "postgres", Pooling = false, CommandTimeout = 0 }.ConnectionString);
        connection.Open();
#pragma warning disable CA2100 // The benchmark creates the names itself.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static async Task<IReadOnlyList<Guid>> AddWebhooksAsync(WebhooksDbContext context, IEnumerable<BenchWebhook> webhooks, CancellationToken cancel)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ids = new List<Guid>();
        foreach (var (endpoint, isEnabled, types) in webhooks)
        {
            var draft = new WebhookDraft { Name = $"Bench {endpoint.AbsolutePath}", Url = endpoint.ToString(), Events = [.. types.Select(type => type.Fqn)], Enabled = isEnabled };
            var configuration = draft.Check(stored: null, out var errors) ?? throw new BenchException($"A webhook is invalid: {errors[0]}");
            var webhook = WebhookSubscription.Create(Guid.CreateVersion7(now), configuration, Actor.System, now);
            context.Subscriptions.Add(webhook);
            context.Lanes.Add(new Lane { SubscriptionId = webhook.Id });
            ids.Add(webhook.Id);
        }

        await context.SaveChangesAsync(cancel);
        return ids;
    }

    private static void ClosePools()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
    }
}
