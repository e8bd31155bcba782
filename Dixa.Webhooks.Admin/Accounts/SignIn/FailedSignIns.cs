using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Telemetry;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

/// <summary>
/// Counts wrong passwords for each minute and client address, and adds one row per minute and address to the audit log, at the end of the minute and when
/// the application stops. Anyone can enter wrong passwords, so a row for each one would let strangers fill the store. If the process is killed, the
/// counts of its last minute are lost.
/// </summary>
public sealed partial class FailedSignIns(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, ClientAddress client, PeopleMetrics metrics, TimeProvider time, ILogger<FailedSignIns> logger)
    : GuardedService(time, logger)
{
    /// <summary>Max addresses counted separately in a minute. The rest are counted together, without an address.</summary>
    public const int MaxAddresses = 1_000;

    /// <summary>Max accounts named in one row.</summary>
    public const int MaxAccounts = 20;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Guards <see cref="_counts"/>.</summary>
    private readonly Lock _gate = new();
    private readonly Dictionary<(long Minute, string? Address), Count> _counts = [];

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [RoundAsync];

    protected override string Consequence => "Failed sign-ins are added to the audit log later";

    /// <summary>Counts a wrong password of the current request.</summary>
    /// <param name="user">Null if there is no account.</param>
    public void Note(IdentityUser<Guid>? user)
    {
        metrics.SignInFailed();
        var (now, address) = (Time.GetUtcNow(), client.OfRequest);
        var minute = now.UtcTicks / Minute.Ticks;
        lock (_gate)
        {
            if (!_counts.ContainsKey((minute, address)) && _counts.Count >= MaxAddresses)
            {
                address = null;
            }

            if (!_counts.TryGetValue((minute, address), out var count))
            {
                _counts[(minute, address)] = count = new Count(now);
            }

            count.Add(user);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await WriteAsync(long.MaxValue, cancellationToken);
        }
        catch (Exception error) when (error is DbException or DbUpdateException or StoreUnavailableException)
        {
            // The process stops anyway.
            Log.Lost(logger, error);
        }
    }

    /// <summary>Adds the rows of the minutes that have ended, in the order in which they began.</summary>
    internal Task WriteEndedAsync(CancellationToken cancel) => WriteAsync(Time.GetUtcNow().UtcTicks / Minute.Ticks, cancel);

    private async Task<TimeSpan?> RoundAsync(CancellationToken stopping)
    {
        await WriteEndedAsync(stopping);
        return Minute - TimeSpan.FromTicks(Time.GetUtcNow().UtcTicks % Minute.Ticks);
    }

    private async Task WriteAsync(long before, CancellationToken cancel)
    {
        List<KeyValuePair<(long Minute, string? Address), Count>> ended;
        lock (_gate)
        {
            ended = [.. _counts.Where(count => count.Key.Minute < before).OrderBy(count => count.Value.Since)];
        }

        foreach (var (key, count) in ended)
        {
            await WriteAsync(Actor.Anonymous with { Address = key.Address }, count, cancel);
            lock (_gate)
            {
                _counts.Remove(key);
            }
        }
    }

    private async Task WriteAsync(Actor actor, Count count, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (ids, lockedFrom) = (count.Accounts.Keys.ToList(), count.Since + LockoutRule.Duration);
        var locked = await context.Users.Where(user => ids.Contains(user.Id) && user.LockoutEnd >= lockedFrom).Select(user => user.Id).ToListAsync(cancel);
        List<(AuditTarget?, Activity)> rows = [(Target(count.Accounts), count.ToActivity())];
        if (locked.Count > 0)
        {
            var accounts = count.Accounts.Where(account => locked.Contains(account.Key)).ToDictionary();
            rows.Add((Target(accounts), new Activity.AccountLocked([.. accounts.Values])));
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await audit.AddAsync(context, actor, rows, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The account, if all attempts were for the same one.</summary>
    private static AuditTarget? Target(Dictionary<Guid, string> accounts) => accounts.Count == 1 ? AuditTarget.Person(accounts.Single().Key, accounts.Single().Value) : null;

    private static partial class Log
    {
        [LoggerMessage(1106, LogLevel.Warning, "Failed to add the last failed sign-ins to the audit log; they are lost, because the application stops")]
        public static partial void Lost(ILogger logger, Exception error);
    }

    private sealed class Count(DateTimeOffset since)
    {
        private int _all;
        private int _unknown;

        public DateTimeOffset Since => since;

        public Dictionary<Guid, string> Accounts { get; } = [];

        public void Add(IdentityUser<Guid>? user)
        {
            _all++;
            if (user is null)
            {
                _unknown++;
            }
            else if (Accounts.Count < MaxAccounts)
            {
                Accounts[user.Id] = user.Email!;
            }
        }

        public Activity.SignInFailed ToActivity() => new Activity.SignInFailed(_all, since, Accounts.Count > 0 ? [.. Accounts.Values] : null, _unknown);
    }
}
