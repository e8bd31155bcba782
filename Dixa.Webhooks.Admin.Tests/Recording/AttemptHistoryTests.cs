using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Recording;

public class AttemptHistoryTests : DispatchTest
{
    [Fact]
    public async Task An_attempt_is_read_back_as_it_was_made()
    {
        await using var endpoint = RawEndpoint.Saying("HTTP/1.1 500 Oops\r\nSet-Cookie: id=1\r\nX-Odd: \u00ff\r\nContent-Length: 2\r\n\r\n\u0000\u00ff");
        var webhook = await Store.CreateWebhookAsync(draft =>
        {
            (draft.Url, draft.AuthorizationKind, draft.Token) = (endpoint.Url, AuthorizationKind.Token, "token-hunter2");
            draft.Headers.Add(new HeaderDraft { Name = "X-Api-Key", Value = "value-hunter2" });
        });
        await PublishAsync();
        await RunAsync();
        await GoOnAsync(TimeSpan.FromMinutes(1), webhook);

        var attempts = await Store.Service<AttemptHistory>().OfAsync(Actors.Administrator, webhook, (await DeliveriesAsync())[0].Id, Cancel);

        Assert.NotNull(attempts);
        Assert.Equal([2, 1], attempts.Select(attempt => attempt.Number));
        var wire = endpoint.LastRequest.Split("\r\n")[1..^2]
            .Select(line => line.StartsWith("Authorization", StringComparison.Ordinal) || line.StartsWith("X-Api-Key", StringComparison.Ordinal) ? $"{line.Split(':')[0]}: {Mask.Text}" : line);
        Assert.Equal(wire, attempts[0].RequestHeaders!.Select(header => $"{header.Name}: {Encoding.UTF8.GetString(header.Value.Span)}"));
        var response = attempts[0].Response!;
        Assert.Equal(["Set-Cookie", "X-Odd", "Content-Length"], response.Headers.Select(header => header.Name));
        Assert.Equal((Mask.Text, (byte)0xff), (Encoding.UTF8.GetString(response.Headers[0].Value.Span), response.Headers[1].Value.Span[0]));
        Assert.Equal([0, 0xff], response.Body.ToArray());
        Assert.Equal("Failed (500)", attempts[0].Status.Text);
    }

    [Fact]
    public async Task Support_sees_the_status_and_the_names_of_the_headers_but_nothing_else_that_the_endpoint_sent()
    {
        await using var endpoint = RawEndpoint.Saying("HTTP/1.1 500 Oops\r\nX-Odd: value\r\nContent-Length: 6\r\n\r\nanswer");
        var webhook = await Store.CreateWebhookAsync(draft => draft.Url = endpoint.Url);
        await PublishAsync();
        await RunAsync();

        var attempts = await Store.Service<AttemptHistory>().OfAsync(Actors.Support, webhook, (await DeliveriesAsync())[0].Id, Cancel);

        var attempt = Assert.Single(attempts!);
        Assert.Equal("Failed (500)", attempt.Status.Text);
        Assert.Equal((true, 0), (attempt.Response!.IsHidden, attempt.Response.Body.Length));
        Assert.Equal(
            [("X-Odd", Mask.Text), ("Content-Length", Mask.Text)],
            attempt.Response.Headers.Select(header => (header.Name, Encoding.UTF8.GetString(header.Value.Span))));
    }

    [Fact]
    public async Task The_last_change_of_the_URL_is_read_from_the_audit_log()
    {
        var webhook = await Store.CreateWebhookAsync();
        Assert.Null(await Store.Service<AttemptHistory>().UrlChangedAtAsync(webhook, Cancel));
        await Store.Changes.EditAsync(Actors.Administrator, webhook, 1, Drafts.With(draft => draft.Name = "Other"), Cancel);
        Assert.Null(await Store.Service<AttemptHistory>().UrlChangedAtAsync(webhook, Cancel));

        Store.Time.Advance(TimeSpan.FromMinutes(1));
        var changedAt = Store.Time.GetUtcNow();
        await Store.Changes.EditAsync(Actors.Administrator, webhook, 2, Drafts.With(draft => (draft.Name, draft.Url) = ("Other", "https://example.com/other")), Cancel);
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await Store.Changes.EditAsync(Actors.Administrator, webhook, 3, Drafts.With(draft => (draft.Name, draft.Url) = ("Another", "https://example.com/other")), Cancel);

        Assert.Equal(changedAt, await Store.Service<AttemptHistory>().UrlChangedAtAsync(webhook, Cancel));
        Assert.Null(await Store.Service<AttemptHistory>().UrlChangedAtAsync(Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task Another_webhooks_delivery_is_not_read()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await RunAsync();

        Assert.Null(await Store.Service<AttemptHistory>().OfAsync(Actors.Administrator, Guid.NewGuid(), (await DeliveriesAsync())[0].Id, Cancel));
    }
}

[OnPostgres]
public sealed class AttemptHistoryTestsOnPostgres : AttemptHistoryTests;

/// <summary>What a SQLite file contains of attempts.</summary>
public sealed class AttemptsAtRestTests : DispatchTest
{
    [Fact]
    public async Task Neither_attempt_nor_echo_leaves_a_secret_in_the_files()
    {
        await using var endpoint = RawEndpoint.Saying("HTTP/1.1 200 OK\r\nX-Echo: value-hunter2\r\nContent-Length: 27\r\n\r\ntoken-hunter2 value-hunter2");
        await Store.CreateWebhookAsync(draft =>
        {
            (draft.Url, draft.AuthorizationKind, draft.Token) = (endpoint.Url, AuthorizationKind.Token, "token-hunter2");
            draft.Headers.Add(new HeaderDraft { Name = "X-Seen", Value = "value-hunter2" });
        });
        await PublishAsync();
        await RunAsync();

        Assert.Equal(200, Assert.Single(await AttemptsAsync()).StatusCode);
        var written = new MemoryStream();
        foreach (var path in Directory.GetFiles(Store.Folder, "webhooks.db*").Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await file.CopyToAsync(written, Cancel);
        }

        // Finding the header's name shows that the search would find its value too.
        Assert.True(written.ToArray().AsSpan().IndexOf("X-Echo"u8) >= 0);
        Assert.True(written.ToArray().AsSpan().IndexOf("hunter2"u8) < 0);
    }
}
