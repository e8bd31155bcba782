using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>
/// An application with history: a webhook that works, one that fails, one that was disabled automatically and one that a user disabled. Real
/// deliveries create the recent history; a month of hourly statistics before it is generated.
/// </summary>
public sealed class TouredApp : IAsyncLifetime
{
    private static readonly string[] Published =
    [
        "CONVERSATION_CREATED", "CONVERSATION_ENQUEUED", "CONVERSATION_ASSIGNED", "CONVERSATION_MESSAGE_ADDED", "CONVERSATION_CLOSED", "CONVERSATION_RATED",
    ];

    private InProcessApp? _app;
    private Receiver? _working;
    private Receiver? _failing;

    public InProcessApp App => _app ?? throw new InvalidOperationException("The application is not started yet.");

    /// <summary>The webhook whose endpoint works.</summary>
    public Guid Working { get; private set; }

    /// <summary>The webhook whose endpoint responds with 503, not often enough to be disabled.</summary>
    public Guid Failing { get; private set; }

    /// <summary>The webhook that was disabled automatically.</summary>
    public Guid Broken { get; private set; }

    /// <summary>A delivery to <see cref="Failing"/> whose last attempt failed.</summary>
    public long FailedDelivery { get; private set; }

    /// <summary>The event of <see cref="FailedDelivery"/>.</summary>
    public Guid FailedEvent { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _working = await Receiver.StartAsync();
        _working.Behavior = new Answer(200, """{"ok":true}""");
        _failing = await Receiver.StartAsync();
        _failing.Behavior = new Answer(503, """{"error":"down for maintenance"}""");
        _app = await InProcessApp.StartAsync(
            PrepareAsync, ("Dispatch:RetryDelay", "00:00:01"), ("AutoDisable:ConsecutiveFailures", "12"), ("AutoDisable:SweepInterval", "00:00:01"), ("Sandbox:Demo", "Manual"),
            ("Notifications:Smtp:Host", "127.0.0.1"), ("Notifications:Smtp:Port", "9"), ("Notifications:Smtp:From", "webhooks@example.com"));
        foreach (var type in Published)
        {
            await App.PublishAsync(Publishing.Event(type));
        }

        await App.PublishAsync(Publishing.Event("CONVERSATION_TAG_ADDED"));
        await Eventually.BecomesTrueAsync(async () => await App.CountAsync("subscriptions WHERE disabled_status_code IS NOT NULL") == 1, "one webhook is disabled automatically", TimeSpan.FromMinutes(2));
        await App.SettlesAsync(TimeSpan.FromMinutes(2));
        FailedDelivery = (await App.ReadAsync("SELECT max(id) FROM deliveries WHERE state = 2 AND event_type = 'CONVERSATION_TAG_ADDED'", row => row.GetInt64(0)))[0];
        FailedEvent = (await App.ReadAsync($"SELECT event_id FROM events JOIN deliveries ON deliveries.event_key = events.id WHERE deliveries.id = {FailedDelivery}", row => new Guid((byte[])row[0], bigEndian: true)))[0];
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_working is not null)
        {
            await _working.DisposeAsync();
        }

        if (_failing is not null)
        {
            await _failing.DisposeAsync();
        }
    }

    private async Task PrepareAsync(TestStore store)
    {
        Working = await store.CreateWebhookAsync(draft =>
        {
            (draft.Name, draft.Url) = ("CRM updates", _working!.Url.ToString());
            draft.Events = [.. Published, "CONVERSATION_TRANSFERRED", "CONVERSATION_NOTE_ADDED"];
            (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, "token-of-the-crm");
            draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "key-of-the-crm" }];
        });
        Failing = await store.CreateWebhookAsync(draft => (draft.Name, draft.Url, draft.Events) = ("Data warehouse", _failing!.Url.ToString(), ["CONVERSATION_TAG_ADDED"]));
        Broken = await store.CreateWebhookAsync(draft => (draft.Name, draft.Url, draft.Events) = ("Old reporting tool", _failing!.Url.ToString(), [.. Published]));
        await store.CreateWebhookAsync(draft => (draft.Name, draft.Url, draft.Enabled) = ("Phone system (paused)", _working!.Url.ToString(), false));
        await store.StoreAsync([.. Hours(Working, failures: 3), .. Hours(Failing, failures: 40)]);
    }

    /// <summary>A month of hourly statistics with a daily pattern, the same in each run.</summary>
    private static IEnumerable<StoredHour> Hours(Guid webhook, int failures)
    {
        var now = TimeProvider.System.GetUtcNow();
        var hour = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(now.UtcDateTime.Hour);
        for (var ago = 1; ago < 30 * 24; ago++)
        {
            var at = hour.AddHours(-ago);
            var delivered = (int)(60 + (50 * Math.Sin((at.Hour - 7) / 24.0 * 2 * Math.PI)) + (ago * 7 % 13));
            var failed = ago % 29 < 4 ? failures : 0;
            var times = new ResponseTimes();
            for (var i = 0; i < delivered; i++)
            {
                times.Add(TimeSpan.FromMilliseconds(35 + (i * 37 % 90) + (failed > 0 ? i * 9 : 0)));
            }

            yield return new StoredHour
            {
                SubscriptionId = webhook,
                Hour = at,
                Delivered = delivered,
                FailedAttempts = failed,
                GivenUp = failed / 5,
                ResponseTimes = times.ToBytes(),
            };
        }
    }
}
