using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Telemetry;

/// <summary>What the counters and histograms count on the way of an event.</summary>
public sealed class TelemetryTests : DispatchTest
{
    [Fact]
    public async Task Events_are_counted_as_accepted_or_as_duplicates()
    {
        using var metrics = new CollectedMetrics(Store.Service<IMeterFactory>());
        var id = Guid.NewGuid();

        await Store.Service<EventIntake>().StoreAsync([Event(id), Event(Guid.NewGuid())]);
        await Store.Service<EventIntake>().StoreAsync([Event(id)]);

        Assert.Equal(2, metrics.Of("dixa.webhooks.events.accepted").Sum());
        Assert.Equal(1, metrics.Of("dixa.webhooks.events.duplicates").Sum());
        Assert.Equal([1, 1], metrics.Of("dixa.webhooks.commit.size"));
        Assert.Equal(2, metrics.Of("dixa.webhooks.commit.duration").Count);
    }

    [Fact]
    public async Task Attempts_are_counted_by_outcome_and_success_is_measured_from_the_acceptance()
    {
        using var metrics = new CollectedMetrics(Store.Service<IMeterFactory>());
        await using var receiver = await Receiver.StartAsync();
        receiver.Next(new Answer(503), new Answer(404));
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        await PublishAsync();

        await RunAsync();
        await GoOnAsync(TimeSpan.FromMinutes(1), webhook);
        await GoOnAsync(TimeSpan.FromMinutes(1), webhook);

        Assert.Equal(["outcome=5xx", "outcome=4xx", "outcome=success"], metrics.Labels("dixa.webhooks.attempts"));
        Assert.Equal(3, metrics.Of("dixa.webhooks.attempt.duration").Count);
        Assert.InRange(Assert.Single(metrics.Of("dixa.webhooks.delivery.first_attempt")), 0, 1);
        Assert.InRange(Assert.Single(metrics.Of("dixa.webhooks.delivery.success")), 120, 121);
    }

    [Fact]
    public async Task A_retried_resend_is_measured_from_the_resend_and_not_from_its_event()
    {
        using var metrics = new CollectedMetrics(Store.Service<IMeterFactory>());
        await using var receiver = await Receiver.StartAsync();
        receiver.Next(new Answer(503));
        var webhook = await AddWebhookAsync(receiver.Url.ToString());
        var original = await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        Store.Time.Advance(TimeSpan.FromDays(7));
        await using (var context = await Store.ContextAsync())
        {
            var delivery = await context.Deliveries.AsNoTracking().SingleAsync(Cancel);
            context.Deliveries.Add(new Delivery
            {
                EventKey = delivery.EventKey,
                SubscriptionId = webhook,
                EventType = delivery.EventType,
                ResendOf = original,
                CreatedAt = Store.Time.GetUtcNow(),
                DueAt = Store.Time.GetUtcNow(),
            });
            await context.SaveChangesAsync(Cancel);
        }

        await GoOnAsync(TimeSpan.Zero, webhook);
        await GoOnAsync(TimeSpan.FromMinutes(1), webhook);

        Assert.InRange(Assert.Single(metrics.Of("dixa.webhooks.delivery.success")), 60, 61);
    }

    [Theory]
    [InlineData(200, null, "success")]
    [InlineData(302, null, "success")]
    [InlineData(404, null, "4xx")]
    [InlineData(599, null, "5xx")]
    [InlineData(999, null, "other")]
    [InlineData(null, FailureClass.Timeout, "timeout")]
    [InlineData(200, FailureClass.Reset, "reset")]
    [InlineData(null, FailureClass.ResponseTooLarge, "other")]
    public void An_outcome_is_one_of_a_few_words(int? status, FailureClass? failure, string outcome)
    {
        Assert.Equal(outcome, AttemptOutcome.Of(new AttemptResult(status, failure)));
        Assert.Contains(outcome, AttemptOutcome.All);
    }

    [Fact]
    public async Task A_purge_counts_what_it_removed()
    {
        using var metrics = new CollectedMetrics(Store.Service<IMeterFactory>());
        var webhook = await Store.CreateWebhookAsync();
        for (var i = 0; i < 60; i++)
        {
            await Store.DeliveryAsync(webhook, state: DeliveryState.Delivered);
            Store.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Store.Time.Advance(TimeSpan.FromDays(31));
        var purge = Store.Service<HistoryPurge>().RunAsync(Actor.System, Cancel);
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Store.Time.Advance(TimeSpan.FromSeconds(1));
                return purge.IsCompleted;
            },
            "the purge ends");

        var purged = await purge;
        Assert.Equal(10, purged!.Deliveries);
        Assert.Equal(10, metrics.Of("dixa.webhooks.retention.purged", "kind=deliveries").Sum());
        Assert.Equal(purged.Events, metrics.Of("dixa.webhooks.retention.purged", "kind=events").Sum());
    }

    [Fact]
    public async Task Refused_requests_are_counted_by_reason()
    {
        await using var app = await InProcessApp.StartAsync();
        using var metrics = new CollectedMetrics((IMeterFactory)app.Services.GetService(typeof(IMeterFactory))!);

        await PostAsync(app.Client, "{}", HttpStatusCode.Unauthorized);
        await PostAsync(app.Api, "{}", HttpStatusCode.BadRequest);
        await PostAsync(app.Api, $"[{new string(' ', EventReader.MaxBodyBytes)}]", HttpStatusCode.RequestEntityTooLarge);
        await PostAsync(app.Api, $$"""{"event_fqn":"CONVERSATION_CREATED","data":{{SampleData.Of()}}}""", HttpStatusCode.Accepted);
        await using (await WriteLock.TakeAsync(app.Database))
        {
            await PostAsync(app.Api, $$"""{"event_fqn":"CONVERSATION_CREATED","data":{{SampleData.Of()}}}""", HttpStatusCode.ServiceUnavailable);
        }

        // The counter is behind the response.
        await Eventually.BecomesTrueAsync(() => metrics.Of("dixa.webhooks.publish.refused").Count == 4, "four are counted");
        Assert.Equal(["reason=unauthorized", "reason=invalid", "reason=too_large", "reason=store"], metrics.Labels("dixa.webhooks.publish.refused"));
        Assert.Equal(1, metrics.Of("dixa.webhooks.events.accepted").Sum());
        Assert.NotEmpty(metrics.Of("dixa.webhooks.commit.failures"));
    }

    [Fact]
    public async Task Failed_sign_ins_are_counted()
    {
        await using var app = await InProcessApp.StartAsync();
        using var metrics = new CollectedMetrics((IMeterFactory)app.Services.GetService(typeof(IMeterFactory))!);
        using var browser = app.Browser();

        using var response = await InProcessApp.SignInAsync(browser, password: "a wrong password");

        Assert.Equal(1, metrics.Of("dixa.webhooks.sign_in.failures").Sum());
    }

    private static async Task PostAsync(HttpClient client, string body, HttpStatusCode expected)
    {
        using var response = await client.PostAsync("/v1/events", new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal(expected, response.StatusCode);
    }

    private StoredEvent Event(Guid id) => new() { EventId = id, EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Time.GetUtcNow(), Payload = "{}"u8.ToArray() };
}
