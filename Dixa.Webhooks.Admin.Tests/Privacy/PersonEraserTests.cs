using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Privacy;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Privacy;

public class PersonEraserTests : StoreTest
{
    private const string Address = "freja.erased@example.com";
    private const string Phone = "+4587654321";
    private const string User = "d2f00d11-1111-4111-8111-00000000beef";
    private const string Other = "someone.else@example.com";

    private static readonly string Payload = JsonSerializer.Serialize(new { data = new { text = Address } });

    private PersonEraser Eraser => Store.Service<PersonEraser>();

    [Fact]
    public async Task Every_mention_of_the_person_is_removed_and_everything_else_stays()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Events = [.. EventCatalogue.All.Select(type => type.Fqn)]);
        var events = await PublishAsync();
        var untouched = await PublishAsync(With(Other));
        var before = await Store.EventAsync(untouched[0]);

        var erasure = await EraseAsync(Address);

        Assert.Equal((events.Count, events.Count, ErasureState.Finished, 1d), (erasure.Events, erasure.Cancelled, erasure.State, erasure.Progress));
        foreach (var id in events)
        {
            var stored = await Store.EventAsync(id);
            Assert.Equal((ContentRemoval.Erasure, Store.Time.GetUtcNow()), (stored.Removal, stored.RemovedAt));
            Assert.DoesNotContain("freja", Encoding.UTF8.GetString(stored.Payload), StringComparison.OrdinalIgnoreCase);
            Assert.Contains(id.ToString(), Encoding.UTF8.GetString(stored.Payload), StringComparison.Ordinal);
        }

        await using var context = await Store.ContextAsync();
        Assert.All(await context.Deliveries.AsNoTracking().Where(delivery => delivery.EventKey != before.Id).ToListAsync(Cancel), delivery => Assert.Equal(DeliveryState.Cancelled, delivery.State));
        Assert.Equal(new DisableReason(DisableKind.PersonErased), await context.Cancellations.Where(row => row.SubscriptionId == webhook).Select(row => row.Reason).SingleAsync(Cancel));
        Assert.False(await context.EventSubjects.AnyAsync(row => row.Subject == Person(Address).Subject.Value, Cancel));
        var after = await Store.EventAsync(untouched[0]);
        Assert.Equal(before.Payload, after.Payload);
        Assert.Null(after.RemovedAt);
        Assert.Equal(DeliveryState.Pending, (await context.Deliveries.SingleAsync(delivery => delivery.EventKey == before.Id, Cancel)).State);
    }

    [Theory]
    [InlineData(Address)]
    [InlineData(Phone)]
    [InlineData(User)]
    public async Task The_preview_counts_what_the_index_knows_and_changes_nothing(string person)
    {
        await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events) = ("CRM", ["CONVERSATION_CREATED"]));
        var events = await PublishAsync(Conversation("CONVERSATION_CREATED"), Conversation("CONVERSATION_CREATED"), Conversation("CONVERSATION_CLOSED"), With(Other));

        var preview = Assert.IsType<ErasureResult.Previewed>(await Eraser.PreviewAsync(Actors.Administrator, person.ToUpperInvariant(), Cancel)).Preview;

        Assert.Equal((3, 2, 2), (preview.Events, preview.Deliveries, preview.Pending));
        Assert.Equal(["CRM"], preview.Webhooks);
        Assert.Equal(events.Take(3).Reverse(), preview.Samples.Select(sample => sample.EventId));
        Assert.Equal((Store.Time.GetUtcNow(), Store.Time.GetUtcNow()), (preview.From, preview.To));
        Assert.Null((await Store.EventAsync(events[0])).RemovedAt);
        Assert.Empty(await Eraser.ListAsync(Actors.Administrator, Cancel));
    }

    [Fact]
    public async Task The_preview_warns_about_an_address_that_is_in_many_events_but_not_in_the_index()
    {
        await PublishAsync(ContactPoint("desk@example.com"), ContactPoint("desk@example.com"), With(Other));
        await PublishAsync(With("desk@example.com"));

        var preview = Assert.IsType<ErasureResult.Previewed>(await Eraser.PreviewAsync(Actors.Administrator, "desk@example.com", Cancel)).Preview;

        Assert.Equal((1, 4, 2), (preview.Events, preview.Recent, preview.OtherMentions));
        Assert.Equal(3, (await EraseAsync("desk@example.com")).Events);
    }

    [Fact]
    public async Task An_address_with_an_apostrophe_is_found()
    {
        await PublishAsync(With("o'brien@example.com"));

        Assert.Equal(1, Assert.IsType<ErasureResult.Previewed>(await Eraser.PreviewAsync(Actors.Administrator, "O'Brien@example.com", Cancel)).Preview.Events);

        Assert.Equal(1, (await EraseAsync("O'Brien@example.com")).Events);
    }

    [Theory]
    [InlineData(Phone)]
    [InlineData(User)]
    public async Task A_phone_number_and_a_user_id_are_erased_too(string person)
    {
        var events = await PublishAsync(Conversation("CONVERSATION_CREATED"), With(Other));

        Assert.Equal(1, (await EraseAsync(person)).Events);

        Assert.NotNull((await Store.EventAsync(events[0])).RemovedAt);
        Assert.Null((await Store.EventAsync(events[1])).RemovedAt);
    }

    [Fact]
    public async Task Responses_are_removed_with_their_event_and_where_only_they_mention_the_person()
    {
        var webhook = await Store.CreateWebhookAsync();
        var (mentioned, echoed, other) = (await DeliverAsync(webhook, Payload, "ok"), await DeliverAsync(webhook, "{}", "saved for Freja.Erased%40example.com"), await DeliverAsync(webhook, "{}", Other));

        var erasure = await EraseAsync(Address);

        Assert.Equal((1, 1), (erasure.Events, erasure.Responses));
        await using var context = await Store.ContextAsync();
        var bodies = await context.Attempts.ToDictionaryAsync(attempt => attempt.DeliveryId, attempt => attempt.ResponseBody, Cancel);
        Assert.Null(bodies[mentioned]);
        Assert.Null(bodies[echoed]);
        Assert.Equal(Other, Encoding.UTF8.GetString(bodies[other]!));
    }

    [Fact]
    public async Task The_response_that_disabled_a_webhook_is_removed()
    {
        var id = await Store.CreateWebhookAsync();
        var (reason, body) = (DisableReason.After(25, AttemptResult.Responded(500)), Encoding.UTF8.GetBytes($"unknown customer {Address}"));
        await using (var context = await Store.ContextAsync())
        {
            await context.Subscriptions.Where(webhook => webhook.Id == id).ExecuteUpdateAsync(
                webhook => webhook.SetProperty(row => row.Enabled, false).SetProperty(row => row.DisabledReason, reason).SetProperty(row => row.DisabledBody, body), Cancel);
        }

        Assert.Equal(1, (await EraseAsync(Address)).Responses);

        Assert.Null((await Store.WebhookAsync(id)).LastResponse!.Body);
        Assert.Equal(500, (await Store.WebhookAsync(id)).LastResponse!.StatusCode);
    }

    [Fact]
    public async Task Events_that_arrive_after_the_request_are_kept()
    {
        var early = await PublishAsync(With(Address));
        var started = Assert.IsType<ErasureResult.Started>(await Eraser.StartAsync(Actors.Administrator, Address, Cancel));
        var late = await PublishAsync(With(Address));

        await Store.Service<ErasureRunner>().RunAllAsync(Cancel);

        Assert.Equal(1, (await Eraser.FindAsync(Actors.Administrator, started.Id, Cancel))!.Events);
        Assert.NotNull((await Store.EventAsync(early[0])).RemovedAt);
        Assert.Null((await Store.EventAsync(late[0])).RemovedAt);
        Assert.Equal(1, Assert.IsType<ErasureResult.Previewed>(await Eraser.PreviewAsync(Actors.Administrator, Address, Cancel)).Preview.Events);
    }

    [Fact]
    public async Task A_response_that_arrives_after_the_erasure_is_removed_too()
    {
        var webhook = await Store.CreateWebhookAsync();
        var delivery = await DeliverAsync(webhook, Payload, "ok");
        await EraseAsync(Address);
        await Store.StoreAsync(Attempt(webhook, delivery, number: 2, $"saved for {Address}"));
        await using (var context = await Store.ContextAsync())
        {
            await context.Subscriptions.ExecuteUpdateAsync(row => row.SetProperty(changed => changed.DisabledBody, Encoding.UTF8.GetBytes(Address)), Cancel);
        }

        await Store.Service<ErasureRunner>().RunAllAsync(Cancel);

        await using var later = await Store.ContextAsync();
        Assert.All(await later.Attempts.ToListAsync(Cancel), attempt => Assert.Null(attempt.ResponseBody));
        Assert.Null(await later.Subscriptions.Select(row => row.DisabledBody).SingleAsync(Cancel));
    }

    [Fact]
    public async Task An_erasure_whose_key_is_lost_fails_and_the_next_one_runs()
    {
        await PublishAsync(With(Address));
        await Eraser.StartAsync(Actors.Administrator, Address, Cancel);
        await using (var context = await Store.ContextAsync())
        {
            await context.Erasures.ExecuteUpdateAsync(row => row.SetProperty(changed => changed.Value, "nonsense"), Cancel);
        }

        await PublishAsync(With(Other));
        Assert.Equal(1, (await EraseAsync(Other)).Events);

        Assert.Equal([ErasureState.Failed, ErasureState.Finished], (await Eraser.ListAsync(Actors.Administrator, Cancel)).Select(one => one.State).Order().Reverse());
    }

    [Fact]
    public async Task Who_erased_whom_is_in_the_audit_log_without_the_person()
    {
        await PublishAsync(With(Address));
        await EraseAsync(Address);

        var rows = (await Store.AuditedAsync()).Where(row => row.Action is AuditAction.PersonErasureRequested or AuditAction.PersonErased).ToList();

        var erased = Assert.IsType<Activity.PersonErased>(rows[0].Activity);
        Assert.Equal(("e-mail address", 1L, 0L, 0L), (erased.Subject, erased.Events, erased.Responses, erased.Cancelled));
        Assert.Equal(new Activity.PersonErasureRequested("e-mail address", erased.Hash), rows[1].Activity);
        Assert.Matches("^[0-9a-f]{64}$", erased.Hash);
        Assert.All(rows, row => Assert.Equal(("Ada", ActorKind.Person), (row.ActorName, row.ActorKind)));
        Assert.DoesNotContain("freja", string.Join('|', rows.Select(row => row.Data)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_erasure_that_was_interrupted_is_continued()
    {
        await PublishAsync([.. Enumerable.Repeat(With(Address), 120)]);
        await Store.RefuseAsync("events", "OLD.id > 70", change: "UPDATE");
        await Eraser.StartAsync(Actors.Administrator, Address, Cancel);
        await Assert.ThrowsAnyAsync<Exception>(() => Store.Service<ErasureRunner>().RunAllAsync(Cancel));
        Assert.Equal(ErasureState.Running, Assert.Single(await Eraser.ListAsync(Actors.Administrator, Cancel)).State);
        await Store.AcceptAsync("events");

        await Store.Service<ErasureRunner>().RunAllAsync(Cancel);

        Assert.Equal(ErasureState.Finished, Assert.Single(await Eraser.ListAsync(Actors.Administrator, Cancel)).State);
        await using var context = await Store.ContextAsync();
        Assert.False(await context.Events.AnyAsync(stored => stored.RemovedAt == null, Cancel));
    }

    [Fact]
    public async Task A_delivery_whose_payload_is_gone_cannot_be_resent()
    {
        var webhook = await Store.CreateWebhookAsync();
        var delivery = await DeliverAsync(webhook, Payload, "ok", DeliveryState.Failed);
        await EraseAsync(Address);
        var resender = Store.Service<Resender>();

        Assert.Equal(ResendPolicy.ContentIsRemoved, Assert.IsType<SendResult.Refused>(await resender.ResendAsync(Actors.Administrator, webhook, delivery, Cancel)).Reason);
        var all = Assert.IsType<SendResult.ResentAll>(await resender.ResendFailedAsync(Actors.Administrator, webhook, Store.Time.GetUtcNow().AddDays(-1), dryRun: false, Cancel));
        Assert.Equal(0, all.Count);
    }

    [Theory]
    [InlineData("Freja Holm")]
    [InlineData("20123456")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_value_that_is_no_address_number_or_uuid_is_refused(string? value)
    {
        var preview = Assert.IsType<ErasureResult.Invalid>(await Eraser.PreviewAsync(Actors.Administrator, value, Cancel));

        Assert.Equal(new FieldError("value", "must be an e-mail address, a phone number such as +4520123456, or the uuid of a user."), preview.Error);
        Assert.Equal(preview, await Eraser.StartAsync(Actors.Administrator, value, Cancel));
    }

    [Fact]
    public async Task Only_administrators_may_erase()
    {
        var id = (await EraseAsync(Address)).Id;

        Assert.IsType<ErasureResult.Forbidden>(await Eraser.PreviewAsync(Actors.Support, Address, Cancel));
        Assert.IsType<ErasureResult.Forbidden>(await Eraser.StartAsync(Actors.Support, Address, Cancel));
        Assert.Empty(await Eraser.ListAsync(Actors.Support, Cancel));
        Assert.Null(await Eraser.FindAsync(Actors.Support, id, Cancel));
    }

    protected async Task<ErasureView> EraseAsync(string person)
    {
        var started = Assert.IsType<ErasureResult.Started>(await Eraser.StartAsync(Actors.Administrator, person, Cancel));
        await Store.Service<ErasureRunner>().RunAllAsync(Cancel);
        return (await Eraser.FindAsync(Actors.Administrator, started.Id, Cancel))!;
    }

    /// <summary>Each event type, with the person in every field that is a person, and in some text.</summary>
    protected Task<IReadOnlyList<Guid>> PublishAsync() => PublishAsync([.. EventCatalogue.All.Select(type => Conversation(type.Fqn)).Where(text => text.Contains("example.com", StringComparison.Ordinal))]);

    protected async Task<IReadOnlyList<Guid>> PublishAsync(params string[] events)
    {
        var organization = new Organization(Guid.Parse("7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42"), "Dixa");
        var read = EventReader.Read(Encoding.UTF8.GetBytes($"[{string.Join(',', events)}]"), organization, IngestValidation.Strict, Store.Service<TimeProvider>().GetUtcNow(), out var rejection);
        Assert.Null(rejection);
        var stored = await Store.Service<EventIntake>().StoreAsync(read!.Events);
        return [.. stored.Select(one => one.EventId)];
    }

    private static PersonIdentifier Person(string text) => PersonIdentifier.TryParse(text, out var person) ? person : throw new ArgumentException(text);

    private static string Conversation(string fqn) => Event(fqn, SampleData.Of(fqn)
        .Replace("freja.holm@example.com", Address, StringComparison.Ordinal)
        .Replace("mads.lund@example.com", "Freja.Erased@Example.com", StringComparison.Ordinal)
        .Replace("freja@example.org", Address, StringComparison.Ordinal)
        .Replace("+4520123456", Phone, StringComparison.Ordinal)
        .Replace("b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10", User, StringComparison.Ordinal));

    private static string ContactPoint(string address) => Event("CONVERSATION_CREATED", SampleData.With($"\"contact_point\":\"{address}\""));

    private static string With(string address) => Event("CONVERSATION_CREATED", SampleData.With($"\"text\":\"write to {address}, please\""));

    private static string Event(string fqn, string data) => $$"""{"event_fqn":"{{fqn}}","data":{{data}} }""";

    /// <summary>Stores a delivery with one attempt that got a response.</summary>
    private async Task<long> DeliverAsync(Guid webhook, string payload, string response, DeliveryState state = DeliveryState.Delivered)
    {
        var delivery = await Store.DeliveryAsync(webhook, state: state, payload: payload);
        await Store.StoreAsync(Attempt(webhook, delivery, number: 1, response));
        return delivery;
    }

    private DeliveryAttempt Attempt(Guid webhook, long delivery, int number, string response) => new()
    {
        DeliveryId = delivery,
        SubscriptionId = webhook,
        Number = number,
        StartedAt = Store.Time.GetUtcNow(),
        StatusCode = 200,
        Succeeded = true,
        RequestHeaders = [],
        ResponseHeaders = [],
        ResponseBody = Encoding.UTF8.GetBytes(response),
    };
}

[OnPostgres]
public sealed class PersonEraserTestsOnPostgres : PersonEraserTests;
