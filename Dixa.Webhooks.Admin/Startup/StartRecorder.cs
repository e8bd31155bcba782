using System.Data.Common;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>
/// Adds each start to the audit log, with the version and the names of the settings that differ from the last start. The store has only a keyed hash of
/// each value. Processes that share a store compare with whichever of them started last.
/// A new <c>Retention:MaxSize</c> that is too small for the pending deliveries prevents the start. An old one does not, because then the pending
/// deliveries have grown, and a receiver that is down must not keep the application down.
/// </summary>
internal sealed partial class StartRecorder(
    IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, IConfiguration configuration, ILogger<StartRecorder> logger) : IHostedService
{
    private const string MaxSize = $"{RetentionOptions.Section}:{nameof(RetentionOptions.MaxSize)}";

    /// <exception cref="InvalidSettingsException">A changed setting is not allowed with what the store has.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RecordAsync(cancellationToken);
        }
        catch (Exception error) when (error is DbException or DbUpdateException or StoreUnavailableException or InvalidOperationException)
        {
            // For example on a full disk, on which the application starts so that it can be read. A database driver can
            // report a transaction whose connection broke as an InvalidOperationException.
            Log.NotRecorded(logger, error);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RecordAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var key = (await AuditChain.LockAsync(context, cancel)).Key;
        var now = SettingsCheck.Values(configuration).ToDictionary(setting => setting.Name, setting => AuditHash.OfSetting(key, setting.Name.ToUpperInvariant(), setting.Value), StringComparer.OrdinalIgnoreCase);
        var before = await context.SettingHashes.ToDictionaryAsync(setting => setting.Name, StringComparer.OrdinalIgnoreCase, cancel);
        var changed = now.Keys.Union(before.Keys, StringComparer.OrdinalIgnoreCase).Where(name => !Same(now.GetValueOrDefault(name), before.GetValueOrDefault(name)?.Hash)).Order(StringComparer.Ordinal).ToList();
        if (changed.Contains(MaxSize, StringComparer.OrdinalIgnoreCase))
        {
            await RequireSpaceForPendingAsync(context, cancel);
        }

        // At the first start there is nothing to compare with.
        var isFirst = before.Count == 0;
        foreach (var name in changed)
        {
            switch (before.GetValueOrDefault(name), now.GetValueOrDefault(name))
            {
                case ({ } gone, null):
                    context.SettingHashes.Remove(gone);
                    break;
                case (null, { } hash):
                    context.SettingHashes.Add(new StoredSettingHash { Name = name, Hash = hash });
                    break;
                case ({ } stored, { } hash):
                    stored.Hash = hash;
                    break;
            }
        }

        await audit.AddAsync(
            context, Actor.System, AuditTarget.Application, new Activity.ApplicationStarted(AppVersion.Current, isFirst || changed.Count == 0 ? null : changed), cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task RequireSpaceForPendingAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        var max = configuration[MaxSize] ?? "";
        if (ByteSize.Parse(max) is { } bytes && await PendingPayloads.SizeAsync(context, cancel) is var needed && bytes <= needed)
        {
            throw new InvalidSettingsException([$"{MaxSize} is \"{max}\". It must be more than {ByteSize.Format(needed)}, because the payloads of pending deliveries need that much. Leave it empty for no limit."]);
        }
    }

    private static bool Same(byte[]? left, byte[]? right) => left is not null && right is not null && left.SequenceEqual(right);

    private static partial class Log
    {
        [LoggerMessage(1021, LogLevel.Warning, "Failed to add this start to the audit log; the application starts without it")]
        public static partial void NotRecorded(ILogger logger, Exception error);
    }
}
