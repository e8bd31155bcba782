using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class ConfigurationDifferenceTests
{
    public static TheoryData<string, Action<WebhookDraft>> Fields => new()
    {
        { "Name", draft => draft.Name = "New name" },
        { "Description, Owner, Tags", draft => (draft.Description, draft.Owner, draft.Tags) = ("For the CRM", "CRM team", ["crm"]) },
        { "URL (https://example.com → https://example.org)", draft => draft.Url = "https://example.org/in" },
        { "URL", draft => draft.Url = "https://example.com/webhooks?key=hunter2" },
        { "URL", draft => draft.Url = "https://example.com/services/hunter2" },
        { "Events (added AGENT_BANNED_IP)", draft => draft.Events.Add("AGENT_BANNED_IP") },
        { "Events (added AGENT_BANNED_IP; removed CONVERSATION_CREATED)", draft => draft.Events = [.. draft.Events.Except(["CONVERSATION_CREATED"]), "AGENT_BANNED_IP"] },
        { "Authorization", draft => (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, "hunter2") },
        { "Headers", draft => draft.Headers.Add(new HeaderDraft { Name = "X-Api-Key", Value = "hunter2" }) },
        { "Name, URL (https://example.com → https://example.org), Headers", draft =>
        {
            (draft.Name, draft.Url) = ("New name", "https://example.org");
            draft.Headers.Add(new HeaderDraft { Name = "X-Api-Key", Value = "hunter2" });
        } },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void An_edit_names_the_changed_fields_and_no_secret_values(string detail, Action<WebhookDraft> change) =>
        Assert.Equal(detail, Words(Assert.Single(ConfigurationDifference.Between(Drafts.Configuration(), Drafts.Configuration(change)))));

    [Fact]
    public void Many_events_are_counted()
    {
        var before = Drafts.Configuration(draft => draft.Events = ["CONVERSATION_CREATED"]);
        var after = Drafts.Configuration(draft => draft.Events = ["CONVERSATION_CREATED", "CONVERSATION_CLOSED", "CONVERSATION_RATED", "CONVERSATION_OPEN", "AGENT_BANNED_IP"]);

        Assert.Equal("Events (added 4)", Words(Assert.Single(ConfigurationDifference.Between(before, after))));
        Assert.Equal("Events (removed 4)", Words(Assert.Single(ConfigurationDifference.Between(after, before))));
    }

    [Fact]
    public void A_changed_header_value_is_a_change() => Assert.Equal(
        [new Activity.Changed { Headers = true }],
        ConfigurationDifference.Between(
            Drafts.Configuration(draft => draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "one" }]),
            Drafts.Configuration(draft => draft.Headers = [new HeaderDraft { Name = "X-Api-Key", Value = "two" }])));

    [Fact]
    public void A_long_URL_is_truncated()
    {
        var detail = Words(Assert.Single(ConfigurationDifference.Between(Drafts.Configuration(), Drafts.Configuration(draft => draft.Url = $"https://{string.Join('.', Enumerable.Repeat(new string('a', 60), 4))}/"))));

        Assert.InRange(detail!.Length, 100, 200);
        Assert.EndsWith("a…)", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unchanged_form_is_not_recorded() => Assert.Empty(ConfigurationDifference.Between(Drafts.Configuration(), Drafts.Configuration()));

    [Fact]
    public void Enabling_or_disabling_is_a_separate_entry()
    {
        var off = Drafts.Configuration(draft => draft.Enabled = false);

        Assert.Equal([new Activity.Disabled()], ConfigurationDifference.Between(Drafts.Configuration(), off));
        Assert.Equal(
            [new Activity.Changed { Name = true }, new Activity.Enabled()],
            ConfigurationDifference.Between(off, Drafts.Configuration(draft => draft.Name = "New name")));
    }

    private static string? Words(Activity activity) => ActivityText.Of(activity, default).Detail;
}
