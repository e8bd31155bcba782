using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Keys;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Startup.Checkup;

/// <summary>Checks the store, its keys, its clock and its disk. Reads a few rows.</summary>
internal sealed class StoreCheckup(StoreDialect store, IDbContextFactory<WebhooksDbContext> contexts, KeyLocation keys, KeyRingCheck keyCheck, IKeyManager keyManager)
{
    private const string Store = "store";
    private const string Keys = "keys";
    private const string Clock = "clock";
    private const string Disk = "disk";
    private const long LowDiskBytes = 1024L * 1024 * 1024;
    private const long FullDiskBytes = 100L * 1024 * 1024;

    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(2);

    public async IAsyncEnumerable<Finding> RunAsync()
    {
        var opened = await TryAsync(Store, CheckStoreAsync);
        yield return opened;
        yield return CheckDisk();
        if (opened.Level is not FindingLevel.Ok)
        {
            yield break;
        }

        yield return await TryAsync(Keys, CheckKeysAsync);
        yield return await TryAsync(Clock, CheckClockAsync);
    }

    private async Task<Finding> CheckStoreAsync()
    {
        store.RequireUsable();
        if (!store.Exists)
        {
            return Finding.Warning(Store, $"There is no database {store.Database} yet. The first start creates it.");
        }

        await using var context = await contexts.CreateDbContextAsync();
        await StoreVersion.RefuseNewerAsync(context, store.Name);
        if ((await context.Database.GetPendingMigrationsAsync()).Count() is > 0 and var pending)
        {
            return Finding.Warning(
                Store,
                (await context.Database.GetAppliedMigrationsAsync()).Any()
                    ? $"The next start changes the tables of {store.Name} in {pending} steps. Back it up before that."
                    : $"The database {store.Database} is empty. The first start creates its tables.");
        }

        await StoreVersion.RefuseIncompleteAsync(context, store.Name);
        var size = await store.ReadSizeAsync(context, CancellationToken.None);
        return Finding.Ok(Store, $"The database {store.Database} can be read and is from this version. It has {ByteSize.Format(size.Bytes)}.");
    }

    private async Task<Finding> CheckKeysAsync()
    {
        await keyCheck.DecryptAsync();
        var count = keyManager.GetAllKeys().Count;
        return count > 0
            ? Finding.Ok(Keys, $"The keys in {keys.Name} ({count}) decrypt the secrets of the store.")
            : Finding.Error(Keys, $"There are no keys in {keys.Name}. Restore the keys of this store, or set Storage:KeyRingPath to their folder.");
    }

    private async Task<Finding> CheckClockAsync()
    {
        if (await store.ReadClockSkewAsync(CancellationToken.None) is { } skew)
        {
            return skew.Duration() > MaxSkew
                ? Finding.Warning(Clock, $"This machine's clock is {skew.Duration().TotalSeconds:0.0} s {(skew > TimeSpan.Zero ? "behind" : "ahead of")} the database's. Check its time synchronization. Deliveries use the database's clock.")
                : Finding.Ok(Clock, $"This machine's clock differs from the database's by {skew.Duration().TotalSeconds:0.0} s.");
        }

        await using var context = await contexts.CreateDbContextAsync();
        var newest = await context.AuditRows.OrderByDescending(row => row.Id).Select(row => (DateTimeOffset?)row.At).FirstOrDefaultAsync();
        var now = TimeProvider.System.GetUtcNow();
        return newest - now > MaxSkew
            ? Finding.Warning(Clock, $"The store has a row from {newest:u}, which is later than this machine's time, {now:u}. Check its time synchronization.")
            : Finding.Ok(Clock, $"This machine's time is {now:u}, later than everything in the audit log.");
    }

    private Finding CheckDisk()
    {
        if (!store.Exists)
        {
            return Finding.Ok(Disk, "Nothing is stored yet.");
        }

        if (store.FreeDiskBytes() is not { } free)
        {
            return Finding.Ok(Disk, "The database is on its own server. Monitor the disk there.");
        }

        var text = $"{ByteSize.Format(free)} free on the disk of {store.Name}.";
        return free switch
        {
            < FullDiskBytes => Finding.Error(Disk, $"{text} Events are refused when it is full. Free some space, or move the store to a larger disk."),
            < LowDiskBytes => Finding.Warning(Disk, $"{text} Free some space, or lower Retention:Days."),
            _ => Finding.Ok(Disk, text),
        };
    }

    private static async Task<Finding> TryAsync(string subject, Func<Task<Finding>> check)
    {
        try
        {
            return await check();
        }
        catch (StoreUnavailableException error)
        {
            return Finding.Error(subject, error.Message);
        }
        catch (Exception error) when (StoreErrors.Find(error) is { } cause)
        {
            return Finding.Error(subject, $"Storage:ConnectionString: the database cannot be used. {cause.Message}");
        }
    }
}
