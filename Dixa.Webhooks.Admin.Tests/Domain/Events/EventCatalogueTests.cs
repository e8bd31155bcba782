namespace Dixa.Webhooks.Admin.Domain.Events;

public sealed class EventCatalogueTests
{
    [Fact]
    public void There_are_20_event_types() => Assert.Equal(20, EventCatalogue.All.Count);

    [Theory]
    [InlineData(0, "CONVERSATION_CREATED", "ConversationCreated", "Conversation created")]
    [InlineData(1, "CONVERSATION_ENQUEUED", "ConversationEnqueued", "Conversation enqueued")]
    [InlineData(2, "CONVERSATION_ASSIGNED", "ConversationAssigned", "Conversation assigned")]
    [InlineData(3, "CONVERSATION_UNASSIGNED", "ConversationUnassigned", "Conversation unassigned")]
    [InlineData(4, "CONVERSATION_CLOSED", "ConversationClosed", "Conversation closed")]
    [InlineData(5, "CONVERSATION_NOTE_ADDED", "ConversationNoteAdded", "Conversation note added")]
    [InlineData(6, "CONVERSATION_MESSAGE_ADDED", "ConversationMessageAdded", "Conversation message added")]
    [InlineData(7, "CONVERSATION_TAG_ADDED", "ConversationTagAdded", "Conversation tag added")]
    [InlineData(8, "CONVERSATION_TAG_REMOVED", "ConversationTagRemoved", "Conversation tag removed")]
    [InlineData(9, "CONVERSATION_OPEN", "ConversationOpen", "Conversation open")]
    [InlineData(10, "CONVERSATION_PENDING", "ConversationPending", "Conversation pending")]
    [InlineData(11, "CONVERSATION_PENDING_EXPIRED", "ConversationPendingExpired", "Conversation pending expired")]
    [InlineData(12, "CONVERSATION_TRANSFERRED", "ConversationTransferred", "Conversation transferred")]
    [InlineData(13, "CONVERSATION_ABANDONED", "ConversationAbandoned", "Conversation abandoned")]
    [InlineData(14, "CONVERSATION_RATED", "ConversationRated", "Conversation rated")]
    [InlineData(15, "AGENT_BANNED_ENDUSER", "AgentBannedEnduser", "Banned enduser")]
    [InlineData(16, "AGENT_UNBANNED_ENDUSER", "AgentUnbannedEnduser", "Unbanned enduser")]
    [InlineData(17, "AGENT_BANNED_IP", "AgentBannedIp", "Banned ip")]
    [InlineData(18, "AGENT_UNBANNED_IP", "AgentUnbannedIp", "Unbanned ip")]
    [InlineData(19, "CONVERSATION_END_USER_REPLACED", "ConversationEndUserReplaced", "Enduser replaced")]
    public void Each_type_has_the_guides_place_and_names(int place, string fqn, string apiName, string label)
    {
        var type = EventCatalogue.All[place];

        Assert.Equal((fqn, apiName, label), (type.Fqn, type.ApiName, type.Label));
        Assert.True(EventCatalogue.TryFind(fqn, out var found));
        Assert.Same(type, found);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("conversation_created")]
    [InlineData("ConversationCreated")]
    [InlineData(" CONVERSATION_CREATED")]
    [InlineData("CONVERSATION_CREATED\n")]
    [InlineData("CONVERSATION_DELETED")]
    public void What_is_not_exactly_a_wire_name_is_not_found(string? text)
    {
        Assert.False(EventCatalogue.TryFind(text, out var found));
        Assert.Null(found);
    }

    [Fact]
    public void Each_type_is_described_in_a_sentence() =>
        Assert.All(EventCatalogue.All, type => Assert.Matches("^[A-Z].{10,}\\.$", type.Description));

    [Fact]
    public void The_rated_event_says_that_each_rating_and_each_comment_is_a_webhook() =>
        Assert.Contains("One webhook is fired for each rating and for each comment", EventCatalogue.All.Single(type => type.Fqn == "CONVERSATION_RATED").Description);
}
