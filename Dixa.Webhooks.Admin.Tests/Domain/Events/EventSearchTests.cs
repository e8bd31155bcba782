namespace Dixa.Webhooks.Admin.Domain.Events;

public sealed class EventSearchTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void An_empty_search_finds_every_type(string? search) => Assert.Equal(EventCatalogue.All, EventSearch.Find(search).Select(hit => hit.Type));

    [Theory]
    [InlineData("Conversation rated", "CONVERSATION_RATED")]
    [InlineData("rated CONVERSATION", "CONVERSATION_RATED")]
    [InlineData("conversation_tag_added", "CONVERSATION_TAG_ADDED")]
    [InlineData("agentbannedip", "AGENT_BANNED_IP")]
    [InlineData("internal NOTE", "CONVERSATION_NOTE_ADDED")]
    public void Names_and_descriptions_are_found_in_any_case_and_order(string search, string fqn)
    {
        var hit = Assert.Single(EventSearch.Find(search));

        Assert.Equal(fqn, hit.Type.Fqn);
        Assert.Empty(hit.Fields);
    }

    [Theory]
    [InlineData("score", "CONVERSATION_RATED", "score")]
    [InlineData("rated user_type", "CONVERSATION_RATED", "agent.user_type|conversation.assignee.user_type|conversation.requester.user_type")]
    [InlineData("pendingby", "CONVERSATION_PENDING_EXPIRED", "pendingByUser")]
    [InlineData("content.text", "CONVERSATION_MESSAGE_ADDED", "content.text")]
    public void A_match_in_a_field_is_found_with_its_path(string search, string fqn, string paths)
    {
        var hit = Assert.Single(EventSearch.Find(search));

        Assert.Equal((fqn, paths), (hit.Type.Fqn, string.Join('|', hit.Fields)));
    }

    [Fact]
    public void A_field_is_found_by_its_own_name_and_not_by_its_parents() =>
        Assert.DoesNotContain(EventSearch.Find("tag").SelectMany(hit => hit.Fields), path => path.StartsWith("conversation.tags[]", StringComparison.Ordinal));

    [Theory]
    [InlineData("score nonsense")]
    [InlineData("banned score")]
    public void Every_word_must_match(string search) => Assert.Empty(EventSearch.Find(search));

    [Fact]
    public void A_search_of_names_ignores_fields()
    {
        Assert.DoesNotContain(EventCatalogue.All, type => EventSearch.IsNamed(type, "score"));
        Assert.Equal(["CONVERSATION_TAG_ADDED", "CONVERSATION_TAG_REMOVED"], EventCatalogue.All.Where(type => EventSearch.IsNamed(type, "tag")).Select(type => type.Fqn));
    }
}
