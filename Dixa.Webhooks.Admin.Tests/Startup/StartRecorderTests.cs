using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Admin.Startup;

public class StartRecorderTests : StoreTest
{
    [Fact]
    public async Task A_start_is_recorded_with_the_version_and_the_names_of_the_settings_that_differ_from_the_last_one()
    {
        await StartAsync(("Dispatch:Workers", "8"), ("Api:BootstrapToken", "the-first-bootstrap-token"), ("Unknown:Key", "1"));
        await StartAsync(("dispatch:workers", "8"), ("Api:BootstrapToken", "the-first-bootstrap-token"), ("Unknown:Key", "2"));
        await StartAsync(("Dispatch:Workers", "9"), ("Api:BootstrapToken", "another-bootstrap-token"), ("Dispatch:AllowedNetworks:0", "10.0.0.0/8"));
        await StartAsync(("Dispatch:Workers", "9"), ("Api:BootstrapToken", "another-bootstrap-token"));

        var starts = (await Store.AuditedAsync()).Select(row => Assert.IsType<Activity.ApplicationStarted>(row.Activity)).Reverse().ToList();
        Assert.All(starts, start => Assert.Equal(AppVersion.Current, start.Version));
        Assert.Equal([null, null, "Api:BootstrapToken Dispatch:AllowedNetworks:0 Dispatch:Workers", "Dispatch:AllowedNetworks:0"], starts.Select(start => start.ChangedSettings is { } names ? string.Join(' ', names) : null));
        Assert.Equal(AuditTarget.Application, (await Store.AuditedAsync())[0].Target);
        Assert.Equal(new AuditVerdict.Intact(1, 4), await Store.Service<AuditVerifier>().RunAsync(Cancel));
    }

    [Fact]
    public async Task Values_are_not_stored()
    {
        await StartAsync(("Api:BootstrapToken", "the-first-bootstrap-token"));

        await using var context = await Store.ContextAsync();
        Assert.Equal(("Api:BootstrapToken", AuditHash.Length), (await context.SettingHashes.Select(setting => new { setting.Name, setting.Hash.Length }).ToListAsync(Cancel)).Select(row => (row.Name, row.Length)).Single());
    }

    [Fact]
    public async Task If_it_cannot_be_recorded_the_application_starts_and_says_so()
    {
        using var log = new RecordedLog();
        await Store.RefuseAsync("audit", "NEW.id > 0");

        await StartAsync(log);

        Assert.Contains(log.Entries, entry => entry.Id.Id == 1021 && entry.Level is LogLevel.Warning);
        Assert.Empty(await Store.AuditedAsync());
    }

    [Fact]
    public async Task A_new_maximum_size_below_what_pending_deliveries_need_prevents_the_start()
    {
        await StartAsync(("Retention:MaxSize", "100MB"));
        await StorePendingAsync(megabytes: 101);

        // The limit has not changed, and what is pending has grown.
        await StartAsync(("Retention:MaxSize", "100MB"));
        await StartAsync(("Retention:MaxSize", "110MB"));
        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<InvalidSettingsException>(() => StartAsync(("retention:maxsize", "100MB")));
            Assert.Equal("Retention:MaxSize is \"100MB\". It must be more than 101 MB, because the payloads of pending deliveries need that much. Leave it empty for no limit.", error.Message);
        }

        await StartAsync();
        Assert.Equal(4, (await Store.AuditedAsync()).Count(row => row.Activity is Activity.ApplicationStarted));
    }

    private async Task StorePendingAsync(int megabytes)
    {
        var webhook = await Store.CreateWebhookAsync();
        for (var i = 0; i < megabytes; i++)
        {
            var stored = new StoredEvent { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Time.GetUtcNow(), Payload = new byte[1 << 20] };
            await Store.StoreAsync(stored);

            // Two deliveries of the same event need its payload once.
            await Store.StoreAsync([.. Enumerable.Range(0, 2).Select(_ => new Delivery { EventKey = stored.Id, SubscriptionId = webhook, EventType = stored.EventType, State = DeliveryState.Pending, CreatedAt = stored.ReceivedAt, DueAt = stored.ReceivedAt.AddDays(1) })]);
        }
    }

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        using var log = new RecordedLog();
        await StartAsync(log, settings);
        Assert.Empty(log.Entries);
    }

    private async Task StartAsync(RecordedLog log, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        await new StartRecorder(Store.Service<IDbContextFactory<WebhooksDbContext>>(), Store.Service<AuditLog>(), configuration, logging.CreateLogger<StartRecorder>()).StartAsync(Cancel);
    }
}

[OnPostgres]
public sealed class StartRecorderTestsOnPostgres : StartRecorderTests;
