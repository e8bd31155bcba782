using Bunit;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

public sealed class AttemptListTests : ComponentTest
{
    private Guid _webhook;
    private long _delivery;

    [Fact]
    public async Task Each_attempt_says_when_which_how_long_and_how_it_went_and_the_latest_is_open()
    {
        var list = await OpenAsync(
            (AttemptResult.Failed(FailureClass.Timeout), TimeSpan.FromSeconds(10.04)),
            (AttemptResult.Responded(204), TimeSpan.FromMilliseconds(12)));

        var attempts = list.FindAll("details");
        Assert.Equal(["Attempt 2 of 5", "Attempt 1 of 5"], attempts.Select(attempt => attempt.QuerySelector(".attempt-number")!.TextContent));
        Assert.Equal([true, false], attempts.Select(attempt => attempt.HasAttribute("open")));
        Assert.Contains("Success (204)", attempts[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("took 12 ms", attempts[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Failed (timeout)", attempts[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("took 10.0 s", attempts[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(FailureClass.Timeout.Hint(), attempts[1].QuerySelector(ById("attempt-hint"))!.TextContent);
    }

    [Fact]
    public async Task The_request_is_shown_whole_with_its_masks()
    {
        var list = await OpenAsync((AttemptResult.Responded(200) with
        {
            RequestHeaders = new SentHeaders("crm.example", ["Authorization", "X-Api-Key"]).Capture("t=1,v1=aa"),
        }, TimeSpan.Zero));

        Assert.Equal(
            [
                "Host: crm.example", "X-DIXA-SIGNATURE: t=1,v1=aa", $"X-DIXA-SUBSCRIPTION-ID: {_webhook}",
                "User-Agent: Dixa-Webhooks/1.0", "Accept: */*",
                $"Authorization: {Mask.Text} (hidden)", $"X-Api-Key: {Mask.Text} (hidden)", "Content-Type: application/json", "Content-Length: 2",
            ],
            Shown(list, "request-headers"));
    }

    [Fact]
    public async Task The_method_and_the_URL_of_each_request_are_shown()
    {
        var list = await OpenAsync((AttemptResult.Responded(500), TimeSpan.Zero), (AttemptResult.Responded(200), TimeSpan.Zero));

        Assert.Equal(["POST https://crm.example/2", "POST https://crm.example/1"], list.FindAll(ById("request-line")).Select(line => line.TextContent));
        Assert.Equal("Changed", Assert.Single(list.FindAll(ById("request-line-note"))).TextContent);
    }

    [Fact]
    public async Task The_responses_of_two_attempts_are_compared_line_by_line()
    {
        var list = await OpenAsync(
            (AttemptResult.Failed(FailureClass.Timeout), TimeSpan.Zero),
            (Answer(500, "X-Id: 1\n", """{"error":"down","id":1}"""), TimeSpan.Zero),
            (Answer(500, "X-Id: 2\n", """{"error":"down","id":1}"""), TimeSpan.Zero),
            (Answer(200, "X-Id: 2\n", """{"id":1}"""), TimeSpan.Zero));

        list.Find(ById("compare")).Click();
        Assert.Equal(["−Status: 500", "+Status: 200", " X-Id: 2", " ", " {", "−  \"error\": \"down\",", "   \"id\": 1", " }"], Compared(list));
        Assert.Equal(["2", "3", "4"], list.FindAll($"{ById("compare-left")} option").Select(option => option.GetAttribute("value")));

        list.Find(ById("compare-left")).Change("2");
        list.Find(ById("compare-right")).Change("3");
        Assert.Equal([" Status: 500", "−X-Id: 1", "+X-Id: 2"], Compared(list).Take(3));

        list.Find(ById("compare-right")).Change("2");
        Assert.NotEmpty(list.FindAll(ById("compare-same")));
    }

    [Fact]
    public async Task Support_compares_only_what_it_may_see()
    {
        var list = await OpenAsync(Role.Support, (Answer(500, "X-Id: secret-1\n", "secret-2"), TimeSpan.Zero), (Answer(200, "X-Id: secret-3\n", "secret-4"), TimeSpan.Zero));

        list.Find(ById("compare")).Click();

        Assert.Equal(["−Status: 500", "+Status: 200", $" X-Id: {Mask.Text}"], Compared(list));
        Assert.NotEmpty(list.FindAll(ById("compare-hidden")));
        Assert.DoesNotContain("secret-", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_response_has_nothing_to_be_compared_with() =>
        Assert.Empty((await OpenAsync((AttemptResult.Failed(FailureClass.Timeout), TimeSpan.Zero), (AttemptResult.Responded(200), TimeSpan.Zero))).FindAll(ById("compare")));

    [Fact]
    public async Task An_ugly_response_is_shown_as_text()
    {
        var list = await OpenAsync((AttemptResult.Responded(500) with
        {
            ResponseHeaders = [.. "X-Odd: <b>"u8, 0xff, .. "</b>\u202e\nX-Cut: abc"u8],
            ResponseBody = [.. "<script>alert(1)</script>"u8, 0, 0xff],
            ResponseTruncated = true,
        }, TimeSpan.Zero));

        Assert.Equal(["X-Odd: <b>�</b>⟨U+202E⟩", "X-Cut: abc"], Shown(list, "response-headers"));
        Assert.Equal("<script>alert(1)</script>⟨U+0000⟩�", list.Find(ById("response-body")).TextContent);
        Assert.Empty(list.FindAll("script, dd b"));
        Assert.NotEmpty(list.FindAll(ById("headers-cut")));
        Assert.NotEmpty(list.FindAll(ById("body-not-utf8")));
        Assert.NotEmpty(list.FindAll(ById("body-cut")));
    }

    [Fact]
    public async Task A_missing_request_or_response_is_reported()
    {
        var list = await OpenAsync((AttemptResult.Failed(FailureClass.Refused), TimeSpan.Zero));

        Assert.Contains("Nothing was sent", list.Find(ById("request-none")).TextContent, StringComparison.Ordinal);
        Assert.Equal("No response.", list.Find(ById("response-none")).TextContent);
    }

    [Fact]
    public async Task A_new_attempt_appears_and_closes_nothing()
    {
        var list = await OpenAsync((AttemptResult.Responded(500), TimeSpan.Zero));

        await StoreAsync(2, AttemptResult.Responded(200));
        Store.Service<DeliveryFeed>().Publish(_webhook);

        await list.WaitForAssertionAsync(() => Assert.Equal(2, list.FindAll("details").Count));
        Assert.Equal([false, true], list.FindAll("details").Select(attempt => attempt.HasAttribute("open")));
    }

    [Fact]
    public async Task A_pending_delivery_shows_the_time_of_the_next_attempt()
    {
        SignIn(Role.Support);
        _webhook = await Store.CreateWebhookAsync();
        _delivery = await Store.DeliveryAsync(_webhook, dueAt: Store.Time.GetUtcNow().AddMinutes(1));
        await StoreAsync(1, AttemptResult.Responded(503));

        var list = await ShowAsync(_webhook);

        await list.WaitForAssertionAsync(() => Assert.Equal("Next attempt (2 of 5): 12:01 PM in 1 min", list.Find(ById("next-attempt")).TextContent.Trim()));
        Assert.Contains("Check its logs", list.Find(ById("attempt-hint")).TextContent, StringComparison.Ordinal);
        Store.Time.Advance(TimeSpan.FromMinutes(2));
        list.Render();
        Assert.Contains("has been due since 12:01 PM", list.Find(ById("next-attempt")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Support_sees_the_status_but_not_what_the_endpoint_sent()
    {
        var list = await OpenAsync(Role.Support, (AttemptResult.Responded(500) with
        {
            ResponseHeaders = "X-Echo: secret-1\n"u8.ToArray(),
            ResponseBody = "secret-2"u8.ToArray(),
            ResponseTruncated = true,
        }, TimeSpan.Zero));

        Assert.Contains("Failed (500)", list.Markup, StringComparison.Ordinal);
        Assert.Equal([$"X-Echo: {Mask.Text} (hidden)"], Shown(list, "response-headers"));
        Assert.Equal("Only administrators can see the response.", list.Find(ById("body-hidden")).TextContent);
        Assert.Empty(list.FindAll(ById("response-body")));
        Assert.DoesNotContain("secret-", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_who_was_demoted_no_longer_sees_responses_although_their_session_lasts()
    {
        SignIn(Role.Administrator);
        _webhook = await Store.CreateWebhookAsync();
        _delivery = await Store.DeliveryAsync(_webhook);
        await StoreAsync(1, AttemptResult.Responded(500) with { ResponseBody = "secret-2"u8.ToArray() });
        GiveRole(Role.Support);

        var list = await ShowAsync(_webhook);

        await list.WaitForAssertionAsync(() => Assert.NotEmpty(list.FindAll(ById("body-hidden"))));
        Assert.DoesNotContain("secret-2", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_attempts_request_is_copied_as_a_command()
    {
        var module = JSInterop.SetupModule("./Components/Shared/CopyButton.razor.js");
        module.Setup<bool>("copy", _ => true).SetResult(true);
        var list = await OpenAsync((AttemptResult.Responded(500), TimeSpan.Zero), (AttemptResult.Responded(200), TimeSpan.Zero));

        await list.FindAll(ById("copy-curl"))[1].ClickAsync();

        Assert.Equal("curl 1", Assert.Single(module.Invocations["copy"]).Arguments[0]);
    }

    [Fact]
    public async Task A_delivery_of_another_webhook_is_not_shown()
    {
        await OpenAsync((AttemptResult.Responded(200), TimeSpan.Zero));
        var other = await Store.CreateWebhookAsync();

        var list = await ShowAsync(other);

        await list.WaitForAssertionAsync(() => Assert.NotEmpty(list.FindAll(ById("attempts-gone"))));
    }

    private static IEnumerable<string> Shown(IRenderedComponent<AttemptList> list, string testId) =>
        list.Find(ById(testId)).QuerySelectorAll(".header").Select(header => $"{header.QuerySelector("dt")!.TextContent}: {header.QuerySelector("dd")!.TextContent}");

    private static AttemptResult Answer(int status, string headers, string body) =>
        AttemptResult.Responded(status) with { ResponseHeaders = System.Text.Encoding.UTF8.GetBytes(headers), ResponseBody = System.Text.Encoding.UTF8.GetBytes(body) };

    private static IEnumerable<string> Compared(IRenderedComponent<AttemptList> list) => list.FindAll($"{ById("compare-lines")} .line").Select(line => line.TextContent);

    private async Task<IRenderedComponent<AttemptList>> ShowAsync(Guid webhook)
    {
        var delivery = await Store.DeliveryAsync(_delivery);
        return Render<AttemptList>(parameters => parameters
            .Add(p => p.SubscriptionId, webhook)
            .Add(p => p.Delivery, DeliveryRow.Of(new DeliveryRecord(delivery, Guid.NewGuid())))
            .Add(p => p.Curl, attempt => $"curl {attempt.Number}")
            .Add(p => p.Request, attempt => new RequestLine($"https://crm.example/{attempt.Number}", attempt.Number == 1 ? "Changed" : null)));
    }

    private Task StoreAsync(int number, AttemptResult result, TimeSpan duration = default) => Store.StoreAsync(new DeliveryAttempt
    {
        DeliveryId = _delivery,
        SubscriptionId = _webhook,
        Number = number,
        StartedAt = Store.Time.GetUtcNow(),
        Duration = duration,
        StatusCode = result.StatusCode,
        Failure = result.Failure,
        RequestHeaders = result.RequestHeaders,
        ResponseHeaders = result.ResponseHeaders,
        ResponseBody = result.ResponseBody,
        ResponseTruncated = result.ResponseTruncated,
    });

    private Task<IRenderedComponent<AttemptList>> OpenAsync(params (AttemptResult Result, TimeSpan Duration)[] attempts) => OpenAsync(Role.Administrator, attempts);

    private async Task<IRenderedComponent<AttemptList>> OpenAsync(Role role, params (AttemptResult Result, TimeSpan Duration)[] attempts)
    {
        SignIn(role);
        _webhook = await Store.CreateWebhookAsync();
        _delivery = await Store.DeliveryAsync(_webhook);
        for (var i = 0; i < attempts.Length; i++)
        {
            await StoreAsync(i + 1, attempts[i].Result, attempts[i].Duration);
        }

        var list = await ShowAsync(_webhook);
        await list.WaitForAssertionAsync(() => Assert.Equal(attempts.Length, list.FindAll("details").Count));
        return list;
    }
}
