using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

public sealed class WebhookQueriesTests : StoreTest
{
    [Fact]
    public async Task The_overview_lists_webhooks_by_name()
    {
        await Store.CreateWebhookAsync(draft => draft.Name = "Beta");
        var alpha = await Store.CreateWebhookAsync(draft => draft.Name = "Alpha");
        await Store.Changes.SetEnabledAsync(Actors.Administrator, alpha, 1, enabled: false, Cancel);

        var rows = await Store.Reads.ListAsync(Cancel);

        Assert.Equal(["Alpha", "Beta"], rows.Select(row => row.Name));
        Assert.Equal(
            new WebhookSummary(alpha, "Alpha", "https://example.com/webhooks", 2, false, Store.Time.GetUtcNow(), DisableReason.By(Actors.Administrator), 2),
            rows[0]);
    }

    [Fact]
    public async Task Without_webhooks_the_overview_is_empty() => Assert.Empty(await Store.Reads.ListAsync(Cancel));

    [Fact]
    public async Task A_page_has_the_header_names_and_no_secrets()
    {
        var id = await Store.CreateWebhookAsync(WithSecrets);

        var details = await Store.Reads.FindAsync(id, Cancel);

        Assert.NotNull(details);
        Assert.Equal(["CONVERSATION_CREATED", "CONVERSATION_RATED"], details.Events.Select(type => type.Fqn));
        Assert.Equal(AuthorizationKind.Basic, details.Authorization);
        Assert.Equal(["X-Api-Key"], details.HeaderNames);
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(details));
        Assert.DoesNotContain((await Store.WebhookAsync(id)).Secret.Reveal(), JsonSerializer.Serialize(details));
    }

    [Fact]
    public async Task A_removed_webhook_is_not_found()
    {
        Assert.Null(await Store.Reads.FindAsync(Guid.NewGuid(), Cancel));
        Assert.Null(await Store.Reads.FormAsync(Actors.Administrator, Guid.NewGuid(), Cancel));
        Assert.Null(await Store.Reads.RevealSecretAsync(Actors.Administrator, Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task The_form_masks_secrets()
    {
        var id = await Store.CreateWebhookAsync(WithSecrets);

        var form = await Store.Reads.FormAsync(Actors.Administrator, id, Cancel);

        Assert.NotNull(form);
        Assert.Equal((1, "user", Mask.Text, ""), (form.Revision, form.Draft.Username, form.Draft.Password, form.Draft.Token));
        Assert.Equal(Mask.Text, Assert.Single(form.Draft.Headers).Value);
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(form));
    }

    [Fact]
    public async Task Support_gets_no_form()
    {
        var id = await Store.CreateWebhookAsync();

        Assert.Null(await Store.Reads.FormAsync(Actors.Support, id, Cancel));
    }

    [Fact]
    public async Task Only_administrators_can_see_the_secret()
    {
        var id = await Store.CreateWebhookAsync();

        Assert.Equal((await Store.WebhookAsync(id)).Secret.Reveal(), await Store.Reads.RevealSecretAsync(Actors.Administrator, id, Cancel));
        Assert.Null(await Store.Reads.RevealSecretAsync(Actors.Support, id, Cancel));
    }

    [Fact]
    public async Task Webhooks_are_listed_with_whether_they_subscribe_to_an_event()
    {
        var beta = await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events, draft.Enabled) = ("Beta", ["CONVERSATION_RATED", "CONVERSATION_CLOSED"], false));
        var alpha = await Store.CreateWebhookAsync(draft => (draft.Name, draft.Events) = ("Alpha", ["CONVERSATION_CLOSED"]));

        Assert.Equal(
            [new EventSubscriber(alpha, "Alpha", true, false), new EventSubscriber(beta, "Beta", false, true)],
            await Store.Reads.SubscribersAsync("CONVERSATION_RATED", Cancel));
    }

    [Fact]
    public async Task A_copy_has_everything_except_secrets()
    {
        var id = await Store.CreateWebhookAsync(WithSecrets);

        var copy = await Store.Reads.CopyAsync(Actors.Administrator, id, Cancel);

        Assert.NotNull(copy);
        Assert.Equal(("CRM updates (copy)", "https://example.com/webhooks", AuthorizationKind.Basic, "user"), (copy.Name, copy.Url, copy.AuthorizationKind, copy.Username));
        Assert.Equal(["CONVERSATION_CREATED", "CONVERSATION_RATED"], copy.Events.Order());
        var header = Assert.Single(copy.Headers);
        Assert.Equal(("X-Api-Key", null, ""), (header.Name, header.StoredName, header.Value));
        Assert.DoesNotContain(Mask.Text, JsonSerializer.Serialize(copy));
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(copy));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("🎉")]
    public async Task The_name_of_a_copy_is_never_too_long(string end)
    {
        var id = await Store.CreateWebhookAsync(draft => draft.Name = new string('n', 92) + end + new string('n', 8 - end.Length));

        var copy = await Store.Reads.CopyAsync(Actors.Administrator, id, Cancel);

        Assert.EndsWith("n (copy)", copy!.Name.Replace("x", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotNull(copy.Check(stored: null, out _));
    }

    [Fact]
    public async Task Support_cannot_copy_webhooks() => Assert.Null(await Store.Reads.CopyAsync(Actors.Support, await Store.CreateWebhookAsync(), Cancel));

    private static void WithSecrets(WebhookDraft draft)
    {
        (draft.AuthorizationKind, draft.Username, draft.Password) = (AuthorizationKind.Basic, "user", "hunter2");
        draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "hunter2" }];
    }
}
