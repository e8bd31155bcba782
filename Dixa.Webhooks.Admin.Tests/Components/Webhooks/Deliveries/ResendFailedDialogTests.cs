using Bunit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

public sealed class ResendFailedDialogTests : ComponentTest
{
    private Guid _webhook;

    [Fact]
    public async Task The_count_is_shown_first_and_the_result_last()
    {
        var dialogs = await OpenAsync(async () =>
        {
            await Store.DeliveryAsync(_webhook, state: DeliveryState.Failed);
            Store.Time.Advance(TimeSpan.FromHours(2));
            await Store.DeliveryAsync(_webhook, "CONVERSATION_RATED", DeliveryState.Failed);
        });
        await CountsAsync(dialogs, "2 deliveries will be resent.");
        Assert.Equal(0, await ResentAsync());

        await dialogs.Find(ById("resend-since")).ChangeAsync(new() { Value = "1h" });
        await CountsAsync(dialogs, "1 delivery will be resent.");
        Assert.Equal("Resend 1 delivery", dialogs.Find(ById("resend-confirm")).TextContent.Trim());
        await dialogs.Find(ById("resend-confirm")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Equal("1 delivery resent.", dialogs.Find(ById("resend-result")).TextContent.Trim()));
        Assert.EndsWith($"{_webhook}/deliveries?status=Pending", dialogs.Find(ById("resend-pending")).GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(1, await ResentAsync());
    }

    [Fact]
    public async Task Only_the_lists_event_is_resent_and_the_dialog_says_so()
    {
        var dialogs = await OpenAsync(
            async () =>
            {
                await Store.DeliveryAsync(_webhook, state: DeliveryState.Failed);
                await Store.DeliveryAsync(_webhook, "CONVERSATION_RATED", DeliveryState.Failed);
            },
            "CONVERSATION_RATED");
        Assert.Contains("only CONVERSATION_RATED", dialogs.Find(ById("resend-only")).TextContent, StringComparison.Ordinal);
        await CountsAsync(dialogs, "1 delivery will be resent.");

        await dialogs.Find(ById("resend-confirm")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll(ById("resend-result"))));
        await using var context = await Store.ContextAsync();
        Assert.Equal("CONVERSATION_RATED", Assert.Single(await context.Deliveries.Where(delivery => delivery.ResendOf != null).ToListAsync(Cancel)).EventType);
    }

    [Fact]
    public async Task It_counts_failed_and_cancelled_deliveries_and_resends_what_is_chosen()
    {
        var dialogs = await OpenAsync(async () =>
        {
            await Store.DeliveryAsync(_webhook, state: DeliveryState.Failed);
            await Store.DeliveryAsync(_webhook, state: DeliveryState.Cancelled);
            await Store.DeliveryAsync(_webhook, state: DeliveryState.Cancelled);
        });
        await CountsAsync(dialogs, "3 deliveries will be resent.");
        Assert.Contains("1 delivery failed after the last attempt", dialogs.Markup, StringComparison.Ordinal);
        Assert.Contains("2 deliveries were cancelled", dialogs.Markup, StringComparison.Ordinal);

        await Kind(dialogs, "resend-failed-kind").ChangeAsync(new() { Value = false });
        await CountsAsync(dialogs, "2 deliveries will be resent.");
        await Kind(dialogs, "resend-cancelled-kind").ChangeAsync(new() { Value = false });
        await CountsAsync(dialogs, "Choose what to resend.");
        Assert.True(dialogs.Find(ById("resend-confirm")).HasAttribute("disabled"));
        await Kind(dialogs, "resend-cancelled-kind").ChangeAsync(new() { Value = true });
        await dialogs.Find(ById("resend-confirm")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Equal("2 deliveries resent.", dialogs.Find(ById("resend-result")).TextContent.Trim()));
        Assert.Equal(2, await ResentAsync());
    }

    [Fact]
    public async Task A_kind_of_which_there_is_none_cannot_be_chosen()
    {
        var dialogs = await OpenAsync(() => Store.DeliveryAsync(_webhook, state: DeliveryState.Cancelled));

        await CountsAsync(dialogs, "1 delivery will be resent.");
        Assert.True(Kind(dialogs, "resend-failed-kind").HasAttribute("disabled"));
        Assert.False(Kind(dialogs, "resend-cancelled-kind").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("30d", null, "2 deliveries will be resent.")]
    [InlineData("1h", null, "1 delivery will be resent.")]
    [InlineData(TimeRange.Custom, "2026-03-01T12:00Z", "2 deliveries will be resent.")]
    [InlineData(TimeRange.Custom, "2026-03-01T12:01Z", "1 delivery will be resent.")]
    [InlineData(TimeRange.Custom, null, "2 deliveries will be resent.")]
    public async Task It_begins_with_the_time_that_the_list_shows(string range, string? from, string count)
    {
        var dialogs = await OpenAsync(
            async () =>
            {
                await Store.DeliveryAsync(_webhook, state: DeliveryState.Failed);
                Store.Time.Advance(TimeSpan.FromHours(2));
                await Store.DeliveryAsync(_webhook, state: DeliveryState.Failed);
            },
            range: range,
            from: TimeRange.ReadTime(from));

        await CountsAsync(dialogs, count);
    }

    [Fact]
    public async Task Where_nothing_failed_there_is_nothing_to_confirm()
    {
        var dialogs = await OpenAsync(() => Store.DeliveryAsync(_webhook, state: DeliveryState.Delivered));

        await CountsAsync(dialogs, "Nothing to resend: no deliveries failed or were cancelled in this period, or all were already resent.");
        Assert.True(dialogs.Find(ById("resend-confirm")).HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_time_of_ones_own_is_in_the_readers_zone()
    {
        var dialogs = await OpenAsync(() => Store.DeliveryAsync(_webhook, state: DeliveryState.Failed));

        await dialogs.Find(ById("resend-since")).ChangeAsync(new() { Value = TimeRange.Custom });
        await CountsAsync(dialogs, "Choose a date and time.");
        await dialogs.Find(ById("resend-time")).ChangeAsync(new() { Value = "2026-03-01T13:00" });
        await CountsAsync(dialogs, "1 delivery will be resent.");
        await dialogs.Find(ById("resend-time")).ChangeAsync(new() { Value = "2026-03-01T13:01" });

        await CountsAsync(dialogs, "Nothing to resend: no deliveries failed or were cancelled in this period, or all were already resent.");
    }

    [Fact]
    public async Task Stopping_shows_how_many_were_resent()
    {
        var dialogs = await OpenAsync(() => FailManyAsync(1_100));
        await CountsAsync(dialogs, "1,100 deliveries will be resent.");

        // The first batch waits while another program writes.
        Task sending;
        await using (await WriteLock.TakeAsync(Path.Combine(Store.Folder, "webhooks.db")))
        {
            sending = dialogs.Find(ById("resend-confirm")).ClickAsync();
            await dialogs.WaitForAssertionAsync(() => Assert.Equal("Resending 0 of 1,100…", dialogs.Find(ById("resend-progress")).TextContent));
            await dialogs.Find(ById("resend-stop")).ClickAsync();
        }

        await sending;
        await dialogs.WaitForAssertionAsync(() => Assert.Equal("Stopped. 0 deliveries of 1,100 resent.", dialogs.Find(ById("resend-result")).TextContent.Trim()));
        Assert.Empty(dialogs.FindAll(ById("resend-pending")));
        Assert.Equal(0, await ResentAsync());
    }

    [Fact]
    public async Task Someone_who_was_demoted_cannot_send()
    {
        var dialogs = await OpenAsync(() => Store.DeliveryAsync(_webhook, state: DeliveryState.Failed));
        await CountsAsync(dialogs, "1 delivery will be resent.");
        GiveRole(Role.Support);

        await dialogs.Find(ById("resend-confirm")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Only administrators", dialogs.Find(ById("resend-error")).TextContent, StringComparison.Ordinal));
        Assert.Equal(0, await ResentAsync());
    }

    private static AngleSharp.Dom.IElement Kind(IRenderedComponent<MudDialogProvider> dialogs, string testId) =>
        dialogs.Find(ById(testId)) is { LocalName: not "input" } around ? around.QuerySelector("input")! : dialogs.Find(ById(testId));

    private static Task CountsAsync(IRenderedComponent<MudDialogProvider> dialogs, string text) =>
        dialogs.WaitForAssertionAsync(() => Assert.Equal(text, dialogs.Find(ById("resend-count")).TextContent.Trim()));

    private async Task FailManyAsync(int count)
    {
        var key = (await Store.DeliveryAsync(await Store.DeliveryAsync(_webhook, state: DeliveryState.Failed))).EventKey;
        await Store.StoreAsync([.. Enumerable.Range(1, count - 1).Select(_ => new Delivery
        {
            EventKey = key, SubscriptionId = _webhook, EventType = "CONVERSATION_CREATED", State = DeliveryState.Failed, CreatedAt = Store.Time.GetUtcNow(), DueAt = Store.Time.GetUtcNow(),
            CompletedAt = Store.Time.GetUtcNow(),
        })]);
    }

    private async Task<int> ResentAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Deliveries.CountAsync(delivery => delivery.ResendOf != null, Cancel);
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(
        Func<Task> fill, string? eventType = null, string? range = null, DateTimeOffset? from = null)
    {
        SignIn(Role.Administrator);
        _webhook = await Store.CreateWebhookAsync();
        await fill();
        var dialogs = Render<MudDialogProvider>(parameters => parameters.AddCascadingValue("TimeZone", TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen")));
        var details = await Store.Reads.FindAsync(_webhook, Cancel);
        var button = Render<ResendFailedButton>(parameters => parameters
            .Add(p => p.Webhook, details!).Add(p => p.EventType, eventType).Add(p => p.Range, range).Add(p => p.From, from));
        await button.Find(ById("resend-failed")).ClickAsync();
        return dialogs;
    }
}
