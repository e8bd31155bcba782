using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

public sealed class DisabledBannerTests : ComponentTest
{
    [Fact]
    public async Task It_tells_the_reason_the_last_response_and_what_to_do()
    {
        var banner = await OpenAsync(Role.Administrator, new LastResponse(503, null, "<b>down</b>\0"u8.ToArray()));

        Assert.Equal("Dixa Webhooks disabled this webhook after 25 consecutive failures; the last was Failed (503).", banner.Find(ById("disabled-reason")).TextContent);
        Assert.Contains("Failed (503)", banner.Find(ById("disabled-last-response")).TextContent, StringComparison.Ordinal);
        Assert.Equal("<b>down</b>⟨U+0000⟩", banner.Find(ById("disabled-last-body")).TextContent);
        Assert.Contains("server error", banner.Find(ById("disabled-advice")).TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(banner.FindAll(ById("disabled-enable")));
    }

    [Fact]
    public async Task Support_sees_the_last_status_but_not_the_response_and_cannot_enable()
    {
        var banner = await OpenAsync(Role.Support, new LastResponse(503, null, "an echo of a secret"u8.ToArray()));

        Assert.Contains("Failed (503)", banner.Find(ById("disabled-last-response")).TextContent, StringComparison.Ordinal);
        Assert.Equal("Only administrators can see the response.", banner.Find(ById("disabled-last-hidden")).TextContent);
        Assert.DoesNotContain("echo", banner.Markup, StringComparison.Ordinal);
        Assert.Contains("An administrator can enable the webhook", banner.Markup, StringComparison.Ordinal);
        Assert.EndsWith("/deliveries?status=Cancelled", banner.Find(ById("disabled-cancelled")).GetAttribute("href"), StringComparison.Ordinal);
        Assert.DoesNotContain("resend", banner.Markup, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(banner.FindAll(ById("disabled-enable")));
    }

    [Fact]
    public async Task It_guides_an_administrator_and_counts_what_was_missed()
    {
        var banner = await OpenAsync(Role.Administrator, new LastResponse(503, null, null));

        await banner.WaitForAssertionAsync(() => Assert.Equal("Nothing was missed so far.", banner.Find(ById("missed-nothing")).TextContent));
        Assert.EndsWith("/test", banner.Find(ById("recovery-test")).GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_automatic_disabling_is_an_alarm(bool isAutomatic)
    {
        var banner = await OpenAsync(Role.Support, isAutomatic ? new LastResponse(503, null, null) : null);

        Assert.Equal(isAutomatic ? 1 : 0, banner.FindAll(".mud-alert-outlined-warning").Count);
    }

    [Fact]
    public async Task Without_a_response_it_names_the_failure()
    {
        var banner = await OpenAsync(Role.Support, new LastResponse(null, FailureClass.Refused, null));

        Assert.Contains("Failed (refused)", banner.Find(ById("disabled-last-response")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing is listening", banner.Find(ById("disabled-advice")).TextContent, StringComparison.Ordinal);
        Assert.Empty(banner.FindAll(ById("disabled-last-body")));
    }

    [Fact]
    public async Task A_manually_disabled_webhook_has_no_last_response()
    {
        var banner = await OpenAsync(Role.Support, last: null);

        Assert.NotEmpty(banner.FindAll(ById("disabled-reason")));
        Assert.Empty(banner.FindAll(ById("disabled-last-response")));
        Assert.Empty(banner.FindAll(ById("disabled-advice")));
    }

    [Fact]
    public async Task An_administrator_enables_the_webhook_and_the_page_is_read_again()
    {
        var read = 0;
        var banner = await OpenAsync(Role.Administrator, new LastResponse(500, null, null), () => read++);

        await banner.Find(ById("disabled-enable")).ClickAsync();

        Assert.True((await Store.WebhookAsync(banner.Instance.Webhook.Id)).Enabled);
        Assert.Equal(1, read);
    }

    [Fact]
    public async Task After_a_concurrent_change_nothing_is_changed()
    {
        var banner = await OpenAsync(Role.Administrator, new LastResponse(500, null, null));
        await using (var context = await Store.ContextAsync())
        {
            await context.Subscriptions.ExecuteUpdateAsync(webhook => webhook.SetProperty(row => row.Revision, row => row.Revision + 1), Cancel);
        }

        await banner.Find(ById("disabled-enable")).ClickAsync();

        Assert.False((await Store.WebhookAsync(banner.Instance.Webhook.Id)).Enabled);
        Assert.Contains(Services.GetRequiredService<MudBlazor.ISnackbar>().ShownSnackbars, shown => shown.Message!.Contains("changed by someone else", StringComparison.Ordinal));
    }

    private async Task<IRenderedComponent<DisabledBanner>> OpenAsync(Role role, LastResponse? last, Action? changed = null)
    {
        SignIn(role);
        var id = await Store.CreateWebhookAsync();
        var reason = last is null ? DisableReason.By(Actors.Administrator) : DisableReason.After(25, new AttemptResult(last.StatusCode, last.Failure));
        var body = last?.Body;
        await using (var context = await Store.ContextAsync())
        {
            await context.Subscriptions.ExecuteUpdateAsync(
                webhook => webhook
                    .SetProperty(row => row.Enabled, false)
                    .SetProperty(row => row.DisabledAt, Store.Time.GetUtcNow())
                    .SetProperty(row => row.DisabledReason, reason)
                    .SetProperty(row => row.DisabledBody, body),
                Cancel);
        }

        var details = await Store.Reads.FindAsync(id, Cancel);
        return Render<DisabledBanner>(parameters => parameters
            .Add(p => p.Webhook, details!)
            .Add(p => p.Actor, Actors.Administrator with { Role = role })
            .Add(p => p.Changed, changed ?? (() => { })));
    }
}
