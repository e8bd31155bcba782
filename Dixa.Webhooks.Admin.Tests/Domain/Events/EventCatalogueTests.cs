using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Admin.Domain.Events;

public sealed class EventCatalogueTests
{
    /// <summary>The contract: the 20 types of Dixa's guide. This list changes only with the guide; the catalogue may have more types.</summary>
    internal static readonly (string Fqn, string ApiName, string Label)[] OfTheGuide =
    [
        ("CONVERSATION_CREATED", "ConversationCreated", "Conversation created"),
        ("CONVERSATION_ENQUEUED", "ConversationEnqueued", "Conversation enqueued"),
        ("CONVERSATION_ASSIGNED", "ConversationAssigned", "Conversation assigned"),
        ("CONVERSATION_UNASSIGNED", "ConversationUnassigned", "Conversation unassigned"),
        ("CONVERSATION_CLOSED", "ConversationClosed", "Conversation closed"),
        ("CONVERSATION_NOTE_ADDED", "ConversationNoteAdded", "Conversation note added"),
        ("CONVERSATION_MESSAGE_ADDED", "ConversationMessageAdded", "Conversation message added"),
        ("CONVERSATION_TAG_ADDED", "ConversationTagAdded", "Conversation tag added"),
        ("CONVERSATION_TAG_REMOVED", "ConversationTagRemoved", "Conversation tag removed"),
        ("CONVERSATION_OPEN", "ConversationOpen", "Conversation open"),
        ("CONVERSATION_PENDING", "ConversationPending", "Conversation pending"),
        ("CONVERSATION_PENDING_EXPIRED", "ConversationPendingExpired", "Conversation pending expired"),
        ("CONVERSATION_TRANSFERRED", "ConversationTransferred", "Conversation transferred"),
        ("CONVERSATION_ABANDONED", "ConversationAbandoned", "Conversation abandoned"),
        ("CONVERSATION_RATED", "ConversationRated", "Conversation rated"),
        ("AGENT_BANNED_ENDUSER", "AgentBannedEnduser", "Banned enduser"),
        ("AGENT_UNBANNED_ENDUSER", "AgentUnbannedEnduser", "Unbanned enduser"),
        ("AGENT_BANNED_IP", "AgentBannedIp", "Banned ip"),
        ("AGENT_UNBANNED_IP", "AgentUnbannedIp", "Unbanned ip"),
        ("CONVERSATION_END_USER_REPLACED", "ConversationEndUserReplaced", "Enduser replaced"),
    ];

    /// <summary>The other types of the enumeration in Dixa's API description. Only these names are public.</summary>
    private static readonly string[] OnlyInTheApi =
    [
        "ConversationCustomAttributeUpdated",
        "ConversationMessageDeliverySent",
        "ConversationMessageDeliveryDelivered",
        "ConversationMessageDeliverySeen",
        "ConversationMessageDeliveryFailed",
        "ConversationMessageDeliveryInfo",
        "ConversationMessageDeliverySpamComplaint",
        "ConversationTranscriptionAdded",
        "SLAEvaluationPending",
        "SLAEvaluationAchieved",
        "SLAEvaluationBreached",
        "SLAEvaluationVoided",
        "TypingStarted",
    ];

    [Fact]
    public void The_types_of_the_API_follow_those_of_the_guide() =>
        Assert.Equal(OnlyInTheApi, EventCatalogue.All.Skip(OfTheGuide.Length).Select(type => type.ApiName));

    [Fact]
    public void Their_wire_names_follow_the_rule_of_the_others() => Assert.All(EventCatalogue.All.Skip(OfTheGuide.Length), type => Assert.Equal(WireName(type.ApiName), type.Fqn));

    [Fact]
    public void Every_member_of_theirs_is_inferred() =>
        Assert.All(EventCatalogue.All.Skip(OfTheGuide.Length), type => Assert.All(type.Data.Fields, field => Assert.True(field.IsInferred, $"{type.ApiName}: {field.Path}")));

    [Fact]
    public void The_guides_types_are_there_in_its_order_and_with_its_names()
    {
        var guides = OfTheGuide.Select(type => type.Fqn).ToHashSet();

        Assert.Equal(20, guides.Count);
        Assert.Equal(OfTheGuide, EventCatalogue.All.Where(type => guides.Contains(type.Fqn)).Select(type => (type.Fqn, type.ApiName, type.Label)));
    }

    [Fact]
    public void Each_type_is_found_by_its_wire_name() =>
        Assert.All(EventCatalogue.All, type => Assert.Same(type, EventCatalogue.TryFind(type.Fqn, out var found) ? found : null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("conversation_created")]
    [InlineData("ConversationCreated")]
    [InlineData(" CONVERSATION_CREATED")]
    [InlineData("CONVERSATION_CREATED\n")]
    [InlineData("CONVERSATION_DELETED")]
    public void Anything_but_an_exact_wire_name_is_not_found(string? text)
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

    /// <summary>Each word in upper case, joined by underscores: <c>SLAEvaluationPending</c> is <c>SLA_EVALUATION_PENDING</c>.</summary>
    private static string WireName(string apiName) => Regex.Replace(apiName, "(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_").ToUpperInvariant();
}
