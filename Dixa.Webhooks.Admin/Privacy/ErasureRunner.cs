using System.Security.Cryptography;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Privacy;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>
/// Runs the erasures one after the other, in one process. It stores how far it is, so that it continues after a restart and repeats a step that
/// was interrupted.
/// </summary>
public sealed partial class ErasureRunner(
    IDbContextFactory<WebhooksDbContext> contexts, GroupCommit store, LaneRegistry lanes, StoreDialect dialect, AuditLog audit, ErasureSecrets secrets, ErasureSignal signal, TimeProvider time, ILogger<ErasureRunner> logger)
    : GuardedService(time, logger)
{
    /// <summary>The process that accepted an erasure starts at once. This is for the erasures of a process that ended.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Raised in this process before each erasure, for what is only in memory.</summary>
    public event Action<PersonMentions>? Erasing;

    private static readonly TimeSpan LongQuery = TimeSpan.FromMinutes(10);

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [RoundAsync];

    protected override string Consequence => "Requested erasures are not done";

    /// <summary>Runs every erasure that is not finished. Does nothing while another process does.</summary>
    public async Task RunAllAsync(CancellationToken stopping)
    {
        await using var context = await contexts.CreateDbContextAsync(stopping);
        context.Database.SetCommandTimeout(LongQuery);
        if (await LateResponses.RemoveAsync(context, store, Time.GetUtcNow(), stopping) > 0)
        {
            await dialect.DiscardOldContentAsync(context, stopping);
        }

        if (!await context.Erasures.AnyAsync(erasure => erasure.FinishedAt == null, stopping))
        {
            return;
        }

        await using var lead = await dialect.TryAcquireLeadershipAsync(LeaderTask.Erasure, stopping);
        while (lead is not null && await context.Erasures.OrderBy(erasure => erasure.RequestedAt).FirstOrDefaultAsync(erasure => erasure.FinishedAt == null, stopping) is { } next)
        {
            await RunAsync(context, next, stopping);
        }
    }

    private async Task<TimeSpan?> RoundAsync(CancellationToken stopping)
    {
        await RunAllAsync(stopping);
        await signal.WaitAsync(Interval, stopping);
        return TimeSpan.Zero;
    }

    private async Task RunAsync(WebhooksDbContext context, StoredErasure erasure, CancellationToken stopping)
    {
        // Without a value, only the last steps are left.
        if (erasure.Value is { } value && !await TryRemoveAsync(context, erasure, value, stopping))
        {
            return;
        }

        await dialect.DiscardOldContentAsync(context, stopping);
        await FinishAsync(context, erasure, stopping);
        Log.Erased(logger, erasure.Id, erasure.Events, erasure.Responses, erasure.Cancelled);
    }

    /// <summary>Returns false if the erasure can never continue.</summary>
    private async Task<bool> TryRemoveAsync(WebhooksDbContext context, StoredErasure erasure, string value, CancellationToken stopping)
    {
        PersonIdentifier person;
        try
        {
            person = PersonIdentifier.Stored(erasure.Kind, secrets.Unprotect(value));
        }
        catch (CryptographicException error)
        {
            Log.KeyLost(logger, erasure.Id, error);
            (erasure.Value, erasure.FinishedAt) = (null, Time.GetUtcNow());
            await context.SaveChangesAsync(stopping);
            return false;
        }

        Erasing?.Invoke(new PersonMentions(person));
        var removal = new PersonRemoval(context, store, lanes, erasure, person, Time, stopping);
        await removal.RemoveIndexedAsync();
        await removal.SearchEventsAsync();
        await removal.SearchResponsesAsync();
        await removal.ClearLastResponsesAsync();
        await removal.RemoveKeysAsync();
        await LateResponses.RemoveAsync(context, store, Time.GetUtcNow(), stopping);
        erasure.Value = null;
        await context.SaveChangesAsync(stopping);
        return true;
    }

    private async Task FinishAsync(WebhooksDbContext context, StoredErasure erasure, CancellationToken stopping)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(stopping);
        erasure.FinishedAt = Time.GetUtcNow();
        var actor = new Actor(erasure.ActorId, erasure.ActorName, Role.Administrator) { Kind = erasure.ActorKind };
        var done = new Activity.PersonErased(erasure.Kind.Words(), erasure.Hash, erasure.Events, erasure.Responses, erasure.Cancelled);
        await audit.AddAsync(context, actor, AuditTarget.History, done, stopping);
        await transaction.CommitAsync(stopping);
    }

    private static partial class Log
    {
        [LoggerMessage(1860, LogLevel.Information, "Erasure {ErasureId} is done: removed the content of {Events} events and {Responses} other responses, and cancelled {Cancelled} pending deliveries")]
        public static partial void Erased(ILogger logger, Guid erasureId, int events, int responses, int cancelled);

        [LoggerMessage(1861, LogLevel.Error, "Erasure {ErasureId} cannot be completed, because the key that encrypted the person is lost. Request it again")]
        public static partial void KeyLost(ILogger logger, Guid erasureId, Exception error);
    }
}
