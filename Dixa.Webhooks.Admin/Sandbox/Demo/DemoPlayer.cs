using System.Data.Common;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>
/// Plays made-up conversations as real events through the real intake, so every subscribed webhook receives them.
/// There is one demo for all users.
/// </summary>
public sealed partial class DemoPlayer(
    DemoWebhook webhook,
    EventIntake intake,
    Organization organization,
    SandboxInbox inbox,
    AuditLog audit,
    IOptions<SandboxOptions> options,
    TimeProvider time,
    ILogger<DemoPlayer> logger) : IAsyncDisposable
{
    // Conversation numbers are seconds since this time, so they increase with each start.
    private static readonly DateTimeOffset FirstConversation = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Serializes start, stop and rate changes; guards <see cref="_pace"/>, <see cref="_play"/> and <see cref="_disposed"/>.</summary>
    private readonly SemaphoreSlim _gate = new(1);
    private DemoState _state = new(IsPlaying: false, DemoRate.Default, 0, null, null);
    private PeriodicTimer? _pace;
    private Task _play = Task.CompletedTask;
    private bool _disposed;

    public DemoState State => Volatile.Read(ref _state);

    /// <summary>Starts the demo unless it is already playing.</summary>
    public async Task<DemoResult> PlayAsync(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new DemoResult.Forbidden();
        }

        if (!options.Value.OffersDemo)
        {
            return new DemoResult.Refused("The demo is off. Set Sandbox:Enabled to true and Sandbox:Demo to Manual or AtStart.");
        }

        await _gate.WaitAsync(cancel);
        try
        {
            if (_disposed)
            {
                return new DemoResult.Refused("The application is stopping.");
            }

            if (State is { IsPlaying: true, WebhookId: { } playing })
            {
                return new DemoResult.Playing(playing);
            }

            return await webhook.EnsureAsync(actor, cancel) switch
            {
                SaveResult.Saved saved => await BeginAsync(actor, saved.Id, cancel),
                SaveResult.Forbidden => new DemoResult.Forbidden(),
                SaveResult.Invalid { Errors: [var error, ..] } => new DemoResult.Refused(error.Message),
                _ => new DemoResult.Refused($"Someone else has just changed {DemoWebhook.Name}. Try again."),
            };
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the demo. Events that were already sent are still delivered.</summary>
    public async Task<DemoResult> StopAsync(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new DemoResult.Forbidden();
        }

        await _gate.WaitAsync(cancel);
        try
        {
            if (State.IsPlaying)
            {
                await audit.RecordAsync(actor, AuditTarget.Sandbox, new Activity.DemoStopped(), cancel);
            }

            await EndAsync();
            return new DemoResult.Done();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sets the rate in events per second for the current and later plays.</summary>
    public async Task<DemoResult> SetRateAsync(Actor actor, double rate, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new DemoResult.Forbidden();
        }

        if (DemoRate.Error(rate) is { } rateError)
        {
            return new DemoResult.Refused(rateError);
        }

        await _gate.WaitAsync(cancel);
        try
        {
            if (State.Rate.CompareTo(rate) != 0)
            {
                await audit.RecordAsync(actor, AuditTarget.Sandbox, new Activity.DemoRateChanged(rate), cancel);
            }

            Change(state => state with { Rate = rate });
            if (State.IsPlaying)
            {
                _pace!.Period = DemoRate.Pause(rate);
            }

            return new DemoResult.Done();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the demo permanently.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _disposed = true;
            await EndAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<DemoResult.Playing> BeginAsync(Actor actor, Guid webhookId, CancellationToken cancel)
    {
        await audit.RecordAsync(actor, AuditTarget.Sandbox, new Activity.DemoStarted(), cancel);
        var since = (long)(time.GetUtcNow() - FirstConversation).TotalSeconds;
        Change(state => new DemoState(IsPlaying: true, state.Rate, 0, webhookId, null));
        _pace = new PeriodicTimer(DemoRate.Pause(State.Rate), time);

        // The play must not inherit the execution context of the click or the application's start.
        using (ExecutionContext.SuppressFlow())
        {
            _play = Task.Run(() => RunAsync(new DemoScript(new Random((int)since), since), _pace), CancellationToken.None);
        }

        return new DemoResult.Playing(webhookId);
    }

    private async Task EndAsync()
    {
        _pace?.Dispose();
        await _play;
    }

    private async Task RunAsync(DemoScript script, PeriodicTimer pace)
    {
        try
        {
            do
            {
                await SendAsync(script.Next(time.GetUtcNow()));
            }
            while (await pace.WaitForNextTickAsync());
        }
        catch (Exception error)
        {
            // Only stopping and disposing await the play, and neither may fail because of it.
            Log.Ended(logger, error);
            Change(state => state with { Error = "The demo stopped because of an error. See the log for details." });
        }
        finally
        {
            Change(state => state with { IsPlaying = false });
        }
    }

    private async Task SendAsync(DemoEvent demoEvent)
    {
        if (EventReader.Read(demoEvent.ToRequest(), organization, IngestValidation.Strict, time.GetUtcNow(), out var rejection) is not { } read)
        {
            throw new InvalidOperationException($"The intake refused the demo's {demoEvent.Type.Fqn}: {rejection!.Message}");
        }

        try
        {
            await intake.StoreAsync(read.Events);
            Change(state => state with { Sent = state.Sent + 1, Error = null });
        }
        catch (Exception error) when (error is StoreUnavailableException or DbException)
        {
            Log.NotStored(logger, error);
            Change(state => state with { Error = "The last event could not be stored. The demo keeps trying." });
        }
    }

    private void Change(Func<DemoState, DemoState> change)
    {
        for (var before = State; ; before = State)
        {
            if (Interlocked.CompareExchange(ref _state, change(before), before) == before)
            {
                break;
            }
        }

        inbox.Feed.Publish(Guid.Empty);
    }

    private static partial class Log
    {
        [LoggerMessage(1801, LogLevel.Error, "The demo failed and stopped; restart it on the sandbox page")]
        public static partial void Ended(ILogger logger, Exception error);

        [LoggerMessage(1802, LogLevel.Warning, "Failed to store an event of the demo; the demo continues with the next one")]
        public static partial void NotStored(ILogger logger, Exception error);
    }
}
