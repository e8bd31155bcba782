using System.Data.Common;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage.Clocks;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>
/// Carries signals between processes with LISTEN and NOTIFY, and sets the store's clock from the database's clock. If the connection is lost, it
/// reconnects every second. Lost signals only cause delays.
/// </summary>
internal sealed partial class PostgresSignals(
    PostgresSource source, PostgresPresence presence, StoreSignals signals, StoreClock clock, IOptions<StorageOptions> options, IHostApplicationLifetime lifetime, ILogger<PostgresSignals> logger)
    : GuardedService(clock, logger)
{
    private const string Channel = "dixa_webhooks";
    private const string Listen = $"LISTEN {Channel}";
    private const string Notify = $"SELECT pg_notify('{Channel}', payload) FROM unnest(@payloads) AS payload";

    /// <summary>A notification must be shorter than 8000 bytes.</summary>
    private const int MaxWebhooks = 200;

    private const int IdLength = 32;

    /// <summary>Signals within this time are sent together.</summary>
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(30);

    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SetClockInterval = TimeSpan.FromSeconds(10);

    private readonly string _own = Guid.NewGuid().ToString("N");

    /// <summary>Sets the clock from the fastest of several queries, which is the most accurate one.</summary>
    public static async Task SetClockAsync(NpgsqlConnection connection, StoreClock clock, CancellationToken cancel)
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            var (asked, start) = (clock.Machine, clock.GetTimestamp());
            var database = (DateTime)(await command.ExecuteScalarAsync(cancel))!;
            var took = clock.GetElapsedTime(start);
            if (took < best)
            {
                best = took;
                clock.Set(new DateTimeOffset(database, TimeSpan.Zero), asked, took);
            }
        }
    }

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops =>
        options.Value.IsPostgres ? [stopping => KeepAsync(ListenAsync, stopping), stopping => KeepAsync(SendAsync, stopping)] : [];

    protected override string Consequence => "Processes notice each other's changes later, and screens refresh later";

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.IsPostgres)
        {
            signals.TurnOn();
        }

        return base.StartAsync(cancellationToken);
    }

    private async Task<TimeSpan?> KeepAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            await work(stopping);
        }
        catch (NewerStoreException error)
        {
            // This version does not understand the tables. Its next start says so, too.
            Log.Newer(logger, error.Message);
            lifetime.StopApplication();
            return null;
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or IOException)
        {
            Log.Interrupted(logger, error);
        }

        return ReconnectDelay;
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var connection = await presence.ConnectAsync(stopping);
        connection.Notification += (_, notification) => Receive(notification.Payload);
        await using (var listen = new NpgsqlCommand(Listen, connection))
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        while (true)
        {
            await SetClockAsync(connection, clock, stopping);
            var start = clock.GetTimestamp();
            while (SetClockInterval - clock.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
            {
                await connection.WaitAsync(left, stopping);
            }
        }
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        while (true)
        {
            var payloads = (await signals.TakeAsync(stopping))
                .SelectMany(group => group.Chunk(MaxWebhooks), (group, webhooks) => $"{_own}{(int)group.Key}{string.Concat(webhooks.Select(webhook => webhook.ToString("N")))}")
                .ToArray();
            await using (var connection = await source.Connections.OpenConnectionAsync(stopping))
            {
                await using var notify = new NpgsqlCommand(Notify, connection);
                notify.Parameters.Add(new NpgsqlParameter("payloads", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = payloads });
                await notify.ExecuteNonQueryAsync(stopping);
            }

            await Task.Delay(GatherTime, clock, stopping);
        }
    }

    private void Receive(string payload)
    {
        if (payload.Length <= IdLength || payload.StartsWith(_own, StringComparison.Ordinal))
        {
            return;
        }

        var signal = (StoreSignal)(payload[IdLength] - '0');
        for (var at = IdLength + 1; at + IdLength <= payload.Length; at += IdLength)
        {
            if (Guid.TryParseExact(payload.AsSpan(at, IdLength), "N", out var webhook))
            {
                signals.Hear(signal, webhook);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1651, LogLevel.Error, "This process stops, because it was without a connection while the database was upgraded. {Reason}")]
        public static partial void Newer(ILogger logger, string reason);

        [LoggerMessage(1650, LogLevel.Warning, "The connection for signals between processes is lost; reconnecting in 1 s")]
        public static partial void Interrupted(ILogger logger, Exception error);
    }
}
