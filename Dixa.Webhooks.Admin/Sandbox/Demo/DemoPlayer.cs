using System.Data.Common;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>
/// Plays made-up conversations as real events through the real intake, so they go to every webhook that subscribes.
/// One play at a time, whoever asks. Each call checks the role itself.
/// </summary>
public sealed partial class DemoPlayer(
    DemoWebhook webhook,
    EventIntake intake,
    Organization organization,
    SandboxInbox inbox,
    IOptions<SandboxOptions> options,
    TimeProvider time,
    ILogger<DemoPlayer> logger) : IAsyncDisposable
{
    // Numbers of conversations grow from one start to the next.
    private static readonly DateTimeOffset FirstConversation = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SemaphoreSlim _gate = new(1);
    private DemoState _state = new(IsPlaying: false, DemoRate.Default, 0, null, null);
    private PeriodicTimer? _pace;
    private Task _play = Task.CompletedTask;
    private bool _disposed;

    public DemoState State => Volatile.Read(ref _state);

    /// <summary>Starts it, unless it plays already. Answers Playing, Refused or Forbidden.</summary>
    public async Task<DemoResult> PlayAsync(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new DemoResult.Forbidden();
        }

        if (!options.Value.OffersDemo)
        {
            return new DemoResult.Refused("The demo is off: it needs Sandbox:Enabled, and Sandbox:Demo other than Off.");
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
                Saved saved => Begin(saved.Id),
                Forbidden => new DemoResult.Forbidden(),
                Invalid { Errors: [var error, ..] } => new DemoResult.Refused(error.Message),
                _ => new DemoResult.Refused($"{DemoWebhook.Name} was changed by somebody else at this moment. Try again."),
            };
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops it. What was sent goes on its way. Answers Done or Forbidden.</summary>
    public async Task<DemoResult> StopAsync(Actor actor)
    {
        if (!actor.MayManage)
        {
            return new DemoResult.Forbidden();
        }

        await _gate.WaitAsync();
        try
        {
            await EndAsync();
            return new DemoResult.Done();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Plays so many events a second, from now on or from the next start on. Answers Done, Refused or Forbidden.</summary>
    public async Task<DemoResult> SetRateAsync(Actor actor, double rate)
    {
        if (!actor.MayManage)
        {
            return new DemoResult.Forbidden();
        }

        if (DemoRate.Error(rate) is { } problem)
        {
            return new DemoResult.Refused(problem);
        }

        await _gate.WaitAsync();
        try
        {
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

    /// <summary>Stops it for good.</summary>
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

    private DemoResult.Playing Begin(Guid webhookId)
    {
        var since = (long)(time.GetUtcNow() - FirstConversation).TotalSeconds;
        Change(state => new DemoState(IsPlaying: true, state.Rate, 0, webhookId, null));
        _pace = new PeriodicTimer(DemoRate.Pause(State.Rate), time);

        // What flows with the click or the start has nothing to do with the play.
        using (ExecutionContext.SuppressFlow())
        {
            _play = Task.Run(() => RunAsync(new DemoScript(new Random((int)since), since), _pace));
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
            // Nobody awaits the play but the next start and the application's end, and neither may fail for it.
            Log.Ended(logger, error);
            Change(state => state with { Trouble = "The demo stopped because of an error. The log has the details." });
        }
        finally
        {
            Change(state => state with { IsPlaying = false });
        }
    }

    private async Task SendAsync(DemoEvent happening)
    {
        if (EventReader.Read(happening.ToRequest(), organization, IngestValidation.Strict, time.GetUtcNow(), out var rejection) is not { } read)
        {
            throw new InvalidOperationException($"The intake refused the demo's {happening.Type.Fqn}: {rejection!.Message}");
        }

        try
        {
            await intake.StoreAsync(read.Events);
            Change(state => state with { Sent = state.Sent + 1, Trouble = null });
        }
        catch (Exception error) when (error is StoreUnavailableException or DbException)
        {
            Log.NotTaken(logger, error);
            Change(state => state with { Trouble = "The store did not take the last event. The demo goes on trying." });
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
        [LoggerMessage(720, LogLevel.Error, "The demo failed and stopped; start it again on the sandbox's page")]
        public static partial void Ended(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Warning, "The store did not take an event of the demo")]
        public static partial void NotTaken(ILogger logger, Exception error);
    }
}
