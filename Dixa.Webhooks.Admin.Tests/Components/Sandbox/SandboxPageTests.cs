using System.Text;
using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

public sealed class SandboxPageTests : SandboxTest
{
    private DemoPlayer Demo => Services.GetRequiredService<DemoPlayer>();

    [Theory]
    [InlineData(Role.Administrator, 1)]
    [InlineData(Role.Support, 0)]
    public async Task Empty_it_says_where_to_point_a_webhook_and_helps_administrators_to(Role role, int links)
    {
        var page = await OpenAsync(role);

        Assert.Equal(SandboxUrl, page.Find(ById("sandbox-url")).TextContent);
        Assert.NotEmpty(page.FindAll(ById("empty")));
        Assert.Equal(Enumerable.Repeat(AppUrls.NewSandboxWebhook, links), page.FindAll(ById("sandbox-add-webhook")).Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Requests_appear_automatically_newest_first_and_expand()
    {
        var page = await OpenAsync(Role.Support);

        Inbox.Add(Request("""{"n":1}""", new SandboxVerdict(true, null)));
        Inbox.Add(Request("""{"n":2}""", new SandboxVerdict(false, "It is another's.")));

        await page.WaitForAssertionAsync(() => Assert.Equal(["2", "1"], page.FindAll(ById("sandbox-request")).Select(request => request.GetAttribute("data-number"))));
        Assert.Equal(["wrong", "valid"], page.FindAll(ById("sandbox-signature")).Select(pill => pill.GetAttribute("data-light")));
        Assert.Empty(page.FindAll(ById("sandbox-details")));
        page.FindAll(ById("sandbox-open"))[0].Click();
        Assert.Contains("It is another's.", page.Find(ById("sandbox-verdict")).TextContent, StringComparison.Ordinal);
        Assert.Contains("\"n\": 2", page.Find(ById("payload-formatted")).TextContent, StringComparison.Ordinal);
        Assert.Contains($"Authorization{Mask.Text}", page.Find(ById("sandbox-headers")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_unfolded_stays_so_and_shows_its_response_when_it_gets_one()
    {
        var page = await OpenAsync(Role.Support);
        var waiting = Inbox.Add(Request("{}", new SandboxVerdict(true, null)));
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(ById("sandbox-request"))));
        page.Find(ById("sandbox-open")).Click();

        Inbox.Responded(waiting.Number, "200 OK after 3.0 s", succeeded: true);
        Inbox.Add(Request("{}", new SandboxVerdict(true, null)));
        Store.Time.Advance(Recording.DeliveryFeed.Pause);

        await page.WaitForAssertionAsync(() => Assert.Equal(["No response yet", "200 OK after 3.0 s"], page.FindAll(ById("sandbox-response")).Select(pill => pill.TextContent.Trim())));
        Assert.Equal(["false", "true"], page.FindAll(ById("sandbox-open")).Select(button => button.GetAttribute("aria-expanded")));
    }

    [Fact]
    public async Task An_administrator_chooses_its_response_and_clears_it()
    {
        var page = await OpenAsync(Role.Administrator);
        Inbox.Add(Request("{}", new SandboxVerdict(true, null)));
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll(ById("sandbox-request"))));

        await page.Find(ById("sandbox-response-ServerError")).ChangeAsync(new() { Value = "ServerError" });
        await page.Find(ById("sandbox-clear")).ClickAsync();
        Store.Time.Advance(Recording.DeliveryFeed.Pause);

        Assert.Equal(SandboxResponse.ServerError, Inbox.Response);
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("sandbox-request"))));
        Assert.Equal("Chosen by ada@example.com. It applies to everyone.", page.Find(ById("sandbox-chosen-by")).TextContent);
    }

    [Fact]
    public async Task Support_looks_and_changes_nothing()
    {
        SignIn(Role.Support);
        Inbox.Response = SandboxResponse.Redirect;
        Inbox.Add(Request("{}", new SandboxVerdict(true, null)));
        Assert.IsType<DemoResult.Playing>(await Demo.PlayAsync(Support.Actors.Administrator, Cancel));

        var page = await OpenAsync(Role.Support);

        Assert.Contains("302 Redirect", page.Find(ById("sandbox-response-now")).TextContent, StringComparison.Ordinal);
        Assert.Contains("target: 0, as expected", page.Find(ById("sandbox-followed")).TextContent, StringComparison.Ordinal);
        Assert.Equal("Playing", page.Find(ById("demo-state")).TextContent.Trim());
        Assert.Empty(page.FindAll($"{ById("sandbox-responses")}, {ById("sandbox-clear")}, {ById("demo-play")}, {ById("demo-stop")}, {ById("demo-rate")}"));
    }

    [Fact]
    public async Task Someone_who_was_demoted_cannot_change_anything_on_an_open_page()
    {
        var page = await OpenAsync(Role.Administrator);
        GiveRole(Role.Support);

        await page.Find(ById("sandbox-response-Never")).ChangeAsync(new() { Value = "Never" });
        await page.Find(ById("demo-play")).ClickAsync();
        await page.Find(ById("demo-rate")).ChangeAsync(new() { Value = "20" });

        Assert.Equal((SandboxResponse.Ok, false, DemoRate.Default), (Inbox.Response, Demo.State.IsPlaying, Demo.State.Rate));
        Assert.All(Services.GetRequiredService<ISnackbar>().ShownSnackbars, said => Assert.Contains("Only administrators", said.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_demo_is_played_paced_and_stopped()
    {
        var page = await OpenAsync(Role.Administrator);

        await page.InvokeAsync(() => page.Find(ById("demo-rate")).ChangeAsync(new() { Value = "20" }));
        await page.InvokeAsync(() => page.Find(ById("demo-play")).ClickAsync());
        Store.Time.Advance(Recording.DeliveryFeed.Pause);
        await page.WaitForAssertionAsync(() => Assert.Equal("playing", page.Find(ById("demo-state")).GetAttribute("data-light")));
        await Support.Eventually.BecomesTrueAsync(() => Demo.State.Sent > 0, "one is sent");
        Store.Time.Advance(Recording.DeliveryFeed.Pause);
        await page.WaitForAssertionAsync(() => Assert.Matches("^[1-9][0-9]* events? sent$", page.Find(ById("demo-sent")).TextContent.Trim()));
        Assert.Equal((20, "Demo: sandbox"), (Demo.State.Rate, page.Find(ById("demo-webhook")).TextContent));

        await page.Find(ById("demo-stop")).ClickAsync();
        Store.Time.Advance(Recording.DeliveryFeed.Pause);
        await page.WaitForAssertionAsync(() => Assert.Equal("stopped", page.Find(ById("demo-state")).GetAttribute("data-light")));
        Assert.NotEmpty(page.FindAll(ById("demo-play")));
    }

    [Theory]
    [InlineData(Role.Administrator)]
    [InlineData(Role.Support)]
    public async Task A_demo_with_a_disabled_webhook_warns_and_can_enable_it_with_one_click(Role role)
    {
        SignIn(role);
        var id = Assert.IsType<DemoResult.Playing>(await Demo.PlayAsync(Support.Actors.Administrator, Cancel)).WebhookId;
        await Store.Changes.SetEnabledAsync(Support.Actors.Administrator, id, (await Store.WebhookAsync(id)).Revision, enabled: false, Cancel);
        Inbox.Response = SandboxResponse.ServerError;
        var page = await OpenAsync(role);

        Assert.Equal(("Playing, not received", "unheard"), (page.Find(ById("demo-state")).TextContent.Trim(), page.Find(ById("demo-state")).GetAttribute("data-light")));
        Assert.Contains((await Store.WebhookAsync(id)).DisabledReason!.Sentence(), page.Find(ById("demo-unheard")).TextContent, StringComparison.Ordinal);
        Assert.Contains("set to respond with “500 Internal Server Error”", page.Find(ById("demo-unheard")).TextContent, StringComparison.Ordinal);
        if (role is Role.Support)
        {
            Assert.Empty(page.FindAll(ById("demo-enable")));
            return;
        }

        await page.Find(ById("demo-enable")).ClickAsync();

        Assert.True((await Store.WebhookAsync(id)).Enabled);
        await page.WaitForAssertionAsync(() => Assert.Equal("Playing", page.Find(ById("demo-state")).TextContent.Trim()));
        Assert.Empty(page.FindAll(ById("demo-unheard")));
    }

    [Fact]
    public async Task Playing_asks_for_confirmation_when_other_webhooks_would_receive_events()
    {
        await Store.CreateWebhookAsync(draft => draft.Name = "CRM");
        var dialogs = Render<MudDialogProvider>();
        var page = await OpenAsync(Role.Administrator);
        Assert.Contains("CRM is enabled and will receive demo events too", page.Find(ById("demo-others")).TextContent, StringComparison.Ordinal);

        var playing = page.Find(ById("demo-play")).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll("button")));
        await dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Cancel").ClickAsync();
        await playing;

        Assert.False(Demo.State.IsPlaying);
    }

    private static SandboxRequest Request(string body, SandboxVerdict verdict) => new(
        0,
        DateTimeOffset.UnixEpoch,
        null,
        null,
        "CONVERSATION_CREATED",
        [new HeaderLine("Authorization", Encoding.UTF8.GetBytes(Mask.Text))],
        Encoding.UTF8.GetBytes(body),
        verdict,
        "No response yet",
        null);

    private async Task<IRenderedComponent<SandboxPage>> OpenAsync(Role role)
    {
        SignIn(role);
        var page = Render<SandboxPage>();
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(ById("sandbox-count"))));
        return page;
    }

    public sealed class Off : ComponentTest
    {
        [Fact]
        public void It_says_how_it_is_turned_on()
        {
            SignIn(Role.Administrator);

            Assert.Contains("Sandbox:Enabled", Render<SandboxPage>().Find(ById("missing")).TextContent, StringComparison.Ordinal);
        }
    }
}
