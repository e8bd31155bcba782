using Bunit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Replays;

public sealed class ReplayDialogTests : ComponentTest
{
    private const string Created = "CONVERSATION_CREATED";
    private const string Rated = "CONVERSATION_RATED";
    private const string Closed = "CONVERSATION_CLOSED";

    private Guid _webhook;

    [Fact]
    public async Task What_was_missed_while_it_was_disabled_is_counted_first_and_sent_at_the_chosen_rate()
    {
        var dialogs = await OpenAsync(async () =>
        {
            await EventAsync(Created);
            await SwitchAsync(false);
            await EventAsync(Created);
            await EventAsync(Created);
            await EventAsync(Rated);
            await EventAsync(Closed);
            await SwitchAsync(true);
            await EventAsync(Created);
        });

        await CountsAsync(dialogs, "3 events will be sent.");
        Assert.Equal("disabled", dialogs.Find(ById("replay-range")).GetAttribute("value"));
        Assert.Equal(("2", "1", "1"), (CountOf(dialogs, Created), CountOf(dialogs, Rated), CountOf(dialogs, Closed)));
        Assert.Contains("Events are kept for 30 days.", dialogs.Find(ById("replay-earliest")).TextContent, StringComparison.Ordinal);
        await dialogs.Find(ById("replay-rate")).ChangeAsync(new() { Value = "7" });
        Assert.Equal("Send 3 events", dialogs.Find(ById("replay-confirm")).TextContent.Trim());
        await dialogs.Find(ById("replay-confirm")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Empty(dialogs.FindAll(ById("replay-confirm"))));
        await using var context = await Store.ContextAsync();
        var action = await context.BulkActions.SingleAsync(Cancel);
        Assert.Equal((_webhook, 3, 7), (action.WebhookId, action.Total, action.PerSecond));
    }

    [Fact]
    public async Task Event_types_can_be_chosen_also_without_a_subscription()
    {
        var dialogs = await OpenAsync(async () =>
        {
            await EventAsync(Created);
            await EventAsync(Closed);
            await EventAsync(Closed);
        });
        await CountsAsync(dialogs, "1 event will be sent.");

        await dialogs.Find(ById($"replay-type-{Created}")).ChangeAsync(new() { Value = false });
        await CountsAsync(dialogs, "Nothing to send of these events. You can choose others.");
        Assert.True(dialogs.Find(ById("replay-confirm")).HasAttribute("disabled"));
        await dialogs.Find(ById($"replay-type-{Closed}")).ChangeAsync(new() { Value = true });

        await CountsAsync(dialogs, "2 events will be sent.");
    }

    [Fact]
    public async Task Removed_payloads_are_counted_and_not_sent()
    {
        var dialogs = await OpenAsync(async () =>
        {
            await EventAsync(Created);
            await EventAsync(Created, isRemoved: true);
        });

        await CountsAsync(dialogs, "1 event will be sent.");
        Assert.Equal("1 event of this period cannot be sent, because its payload was removed.", dialogs.Find(ById("replay-removed")).TextContent);
    }

    [Fact]
    public async Task Another_time_span_is_counted_again()
    {
        var dialogs = await OpenAsync(async () =>
        {
            await EventAsync(Created);
            Store.Time.Advance(TimeSpan.FromHours(3));
            await EventAsync(Created);
            Store.Time.Advance(TimeSpan.FromMinutes(50));
        });
        await CountsAsync(dialogs, "2 events will be sent.");

        await dialogs.Find(ById("replay-range")).ChangeAsync(new() { Value = "1h" });
        await CountsAsync(dialogs, "1 event will be sent.");
        await dialogs.Find(ById("replay-range")).ChangeAsync(new() { Value = TimeRange.Custom });
        await dialogs.Find(ById("replay-since")).ChangeAsync(new() { Value = "2026-03-01T16:30" });

        await CountsAsync(dialogs, "Nothing to send: the webhook has a delivery of every event that was received in this period.");
    }

    [Fact]
    public async Task A_span_that_ends_before_it_begins_is_an_error()
    {
        var dialogs = await OpenAsync(() => EventAsync(Created), new ReplaySelection(Store.Time.GetUtcNow(), Store.Time.GetUtcNow().AddHours(-1)));

        await dialogs.WaitForAssertionAsync(() => Assert.Contains("must be later than the start", dialogs.Find(ById("replay-error")).TextContent, StringComparison.Ordinal));
        Assert.True(dialogs.Find(ById("replay-confirm")).HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("")]
    [InlineData("1.5")]
    public async Task A_wrong_rate_is_an_error(string rate)
    {
        var dialogs = await OpenAsync(() => EventAsync(Created));
        await CountsAsync(dialogs, "1 event will be sent.");

        await dialogs.Find(ById("replay-rate")).ChangeAsync(new() { Value = rate });

        Assert.Equal("Must be between 1 and 1,000.", dialogs.Find(ById("replay-rate-error")).TextContent.Trim());
        Assert.True(dialogs.Find(ById("replay-confirm")).HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_disabled_webhook_can_only_be_counted()
    {
        var dialogs = await OpenAsync(async () =>
        {
            await SwitchAsync(false);
            await EventAsync(Created);
        });

        await CountsAsync(dialogs, "1 event will be sent.");
        Assert.Equal("The webhook is disabled. Enable it to send missed events.", dialogs.Find(ById("replay-not-enabled")).TextContent.Trim());
        Assert.True(dialogs.Find(ById("replay-confirm")).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Someone_who_was_demoted_cannot_send()
    {
        var dialogs = await OpenAsync(() => EventAsync(Created));
        await CountsAsync(dialogs, "1 event will be sent.");
        GiveRole(Role.Support);

        await dialogs.Find(ById("replay-confirm")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Only administrators", dialogs.Find(ById("replay-error")).TextContent, StringComparison.Ordinal));
        await using var context = await Store.ContextAsync();
        Assert.Empty(await context.BulkActions.ToListAsync(Cancel));
    }

    private static string CountOf(IRenderedComponent<MudDialogProvider> dialogs, string type) => dialogs.Find(ById($"replay-count-{type}")).TextContent;

    private static Task CountsAsync(IRenderedComponent<MudDialogProvider> dialogs, string text) =>
        dialogs.WaitForAssertionAsync(() => Assert.Equal(text, dialogs.Find(ById("replay-count")).TextContent.Trim()));

    private async Task EventAsync(string type, bool isRemoved = false)
    {
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await Store.StoreAsync(new StoredEvent
        {
            EventId = Guid.NewGuid(),
            EventType = type,
            ReceivedAt = Store.Time.GetUtcNow(),
            Payload = "{}"u8.ToArray(),
            RemovedAt = isRemoved ? Store.Time.GetUtcNow() : null,
            Removal = isRemoved ? ContentRemoval.Age : null,
        });
    }

    private async Task SwitchAsync(bool enabled)
    {
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await Store.Changes.SetEnabledAsync(Actors.Administrator, _webhook, (await Store.WebhookAsync(_webhook)).Revision, enabled, Cancel);
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(Func<Task> fill, ReplaySelection? selection = null)
    {
        SignIn(Role.Administrator);
        _webhook = await Store.CreateWebhookAsync(draft => draft.Events = [Created, Rated]);
        await fill();
        var dialogs = Render<MudDialogProvider>(parameters => parameters.AddCascadingValue("TimeZone", TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen")));
        var details = await Store.Reads.FindAsync(_webhook, Cancel);
        await dialogs.InvokeAsync(() => { _ = ReplayButton.OpenAsync(Services.GetRequiredService<IDialogService>(), details!, selection); });
        return dialogs;
    }
}
