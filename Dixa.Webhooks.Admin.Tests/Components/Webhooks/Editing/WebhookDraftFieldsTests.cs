using System.Text.Json;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

public sealed class WebhookDraftFieldsTests
{
    [Fact]
    public void What_was_typed_is_put_back()
    {
        var draft = new WebhookDraft();

        Restore(draft, ("name", "CRM"), ("url", "https://crm.example.com"), ("enabled", "false"), ("events", "CONVERSATION_CREATED"), ("events", "CONVERSATION_CLOSED"),
            ("authorization.kind", "Basic"), ("authorization.username", "ada"));

        Assert.Equal(("CRM", "https://crm.example.com", false), (draft.Name, draft.Url, draft.Enabled));
        Assert.Equal(["CONVERSATION_CLOSED", "CONVERSATION_CREATED"], draft.Events.Order());
        Assert.Equal((AuthorizationKind.Basic, "ada"), (draft.AuthorizationKind, draft.Username));
    }

    [Fact]
    public void Nothing_that_a_browser_makes_up_is_taken()
    {
        var draft = new WebhookDraft { Enabled = true, AuthorizationKind = AuthorizationKind.Token };

        Restore(draft, ("events", "NO_SUCH_EVENT"), ("enabled", "perhaps"), ("authorization.kind", "77"), ("nonsense", "x"));
        WebhookDraftFields.Restore(new KeptDraft(null, null), draft);

        Assert.Empty(draft.Events);
        Assert.True(draft.Enabled);
        Assert.Equal(AuthorizationKind.Token, draft.AuthorizationKind);
    }

    [Theory]
    [InlineData(KeptField.Stored, Mask.Text)]
    [InlineData(KeptField.Typed, "")]
    [InlineData("empty", "")]
    public void A_secret_that_was_left_alone_stays_stored_and_any_other_is_to_be_entered_again(string secret, string value)
    {
        var draft = new WebhookDraft
        {
            AuthorizationKind = AuthorizationKind.Token,
            Token = Mask.Text,
            Password = Mask.Text,
            Headers = [new() { Name = "X-Key", StoredName = "X-Key", Value = Mask.Text }],
        };

        WebhookDraftFields.Restore(
            new KeptDraft(null,
            [
                new("authorization.token", null, secret),
                new("headers.stored-name", "X-Key"),
                new("headers.name", "X-Renamed"),
                new("headers.value", null, secret),
            ]),
            draft);

        var header = Assert.Single(draft.Headers);
        Assert.Equal((value, Mask.Text), (draft.Token, draft.Password));
        Assert.Equal(("X-Renamed", "X-Key", value), (header.Name, header.StoredName, header.Value));
    }

    [Fact]
    public void A_header_that_was_removed_stays_removed_and_one_that_was_added_is_there()
    {
        var draft = new WebhookDraft { Headers = [new() { Name = "X-Old", StoredName = "X-Old", Value = Mask.Text }] };

        WebhookDraftFields.Restore(
            new KeptDraft(null, [new("headers.stored-name", ""), new("headers.name", "X-New"), new("headers.value", null, KeptField.Stored)]), draft);

        var header = Assert.Single(draft.Headers);
        Assert.Equal(("X-New", null, ""), (header.Name, header.StoredName, header.Value));
    }

    private static void Restore(WebhookDraft draft, params (string Name, string Text)[] fields) =>
        WebhookDraftFields.Restore(JsonSerializer.Deserialize<KeptDraft>(
            JsonSerializer.Serialize(new { version = (string?)null, fields = fields.Select(field => new { name = field.Name, text = field.Text }) }), JsonSerializerOptions.Web)!, draft);
}
