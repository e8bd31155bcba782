using System.Text.Json;
using System.Text.Json.Nodes;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>The payloads compared with the contract, which is deliberately repeated here.</summary>
public sealed class PayloadTests
{
    private const string Conversation = "csid channel status direction queue contact_point requester assignee subject tags created_at";

    public static TheoryData<string> Types { get; } = [.. EventCatalogue.All.Select(type => type.Fqn)];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_sample_matches_its_schema(string fqn) => Assert.Empty(SchemaCheck.Errors(Schema(fqn), Sample(fqn)));

    [Theory]
    [MemberData(nameof(Types))]
    public void A_sample_without_a_required_member_does_not_match(string fqn)
    {
        foreach (var name in Required(Schema(fqn)).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var sample = JsonNode.Parse(Sample(fqn).GetRawText())!.AsObject();
            sample.Remove(name);
            Assert.Equal([$"$.{name}: is missing"], SchemaCheck.Errors(Schema(fqn), JsonElement.Parse(sample.ToJsonString())));
        }
    }

    [Theory]
    [InlineData("CONVERSATION_CREATED", "conversation")]
    [InlineData("CONVERSATION_ENQUEUED", "conversation")]
    [InlineData("CONVERSATION_ASSIGNED", "conversation")]
    [InlineData("CONVERSATION_UNASSIGNED", "conversation agent")]
    [InlineData("CONVERSATION_CLOSED", "conversation")]
    [InlineData("CONVERSATION_NOTE_ADDED", "conversation note_id text created_at author")]
    [InlineData("CONVERSATION_MESSAGE_ADDED", "conversation author created_at message_id text direction channel content attachments external_id")]
    [InlineData("CONVERSATION_TAG_ADDED", "conversation author tag")]
    [InlineData("CONVERSATION_TAG_REMOVED", "conversation author tag")]
    [InlineData("CONVERSATION_OPEN", "conversation")]
    [InlineData("CONVERSATION_PENDING", "conversation")]
    [InlineData("CONVERSATION_PENDING_EXPIRED", "conversation pendingByUser")]
    [InlineData("CONVERSATION_TRANSFERRED", "conversation transfer_type destination_type destination_id destination_label reason")]
    [InlineData("CONVERSATION_ABANDONED", "conversation queue")]
    [InlineData("CONVERSATION_RATED", "conversation score comment type agent")]
    [InlineData("AGENT_BANNED_ENDUSER", "enduser agent")]
    [InlineData("AGENT_UNBANNED_ENDUSER", "enduser agent")]
    [InlineData("AGENT_BANNED_IP", "ip agent")]
    [InlineData("AGENT_UNBANNED_IP", "ip agent")]
    [InlineData("CONVERSATION_END_USER_REPLACED", "conversation old_user new_user")]
    [InlineData("CONVERSATION_CUSTOM_ATTRIBUTE_UPDATED", "conversation attribute value old_value")]
    [InlineData("CONVERSATION_MESSAGE_DELIVERY_SENT", "conversation message_id channel recipient")]
    [InlineData("CONVERSATION_MESSAGE_DELIVERY_DELIVERED", "conversation message_id channel recipient")]
    [InlineData("CONVERSATION_MESSAGE_DELIVERY_SEEN", "conversation message_id channel recipient")]
    [InlineData("CONVERSATION_MESSAGE_DELIVERY_FAILED", "conversation message_id channel recipient reason")]
    [InlineData("CONVERSATION_MESSAGE_DELIVERY_INFO", "conversation message_id channel recipient info")]
    [InlineData("CONVERSATION_MESSAGE_DELIVERY_SPAM_COMPLAINT", "conversation message_id channel recipient")]
    [InlineData("CONVERSATION_TRANSCRIPTION_ADDED", "conversation text language created_at")]
    [InlineData("SLA_EVALUATION_PENDING", "conversation sla target due_at")]
    [InlineData("SLA_EVALUATION_ACHIEVED", "conversation sla target due_at evaluated_at")]
    [InlineData("SLA_EVALUATION_BREACHED", "conversation sla target due_at evaluated_at")]
    [InlineData("SLA_EVALUATION_VOIDED", "conversation sla target evaluated_at")]
    [InlineData("TYPING_STARTED", "conversation author")]
    public void Members_are_in_the_contracts_order(string fqn, string members)
    {
        Assert.Equal(members, Names(Sample(fqn)));
        Assert.Equal(members, Names(Schema(fqn).GetProperty("properties")));
        if (Sample(fqn).TryGetProperty("conversation", out var conversation))
        {
            Assert.Equal(Conversation, Names(conversation));
        }
    }

    [Fact]
    public void The_parts_of_a_conversation_are_in_the_contracts_order()
    {
        var message = Sample("CONVERSATION_MESSAGE_ADDED");
        var conversation = message.GetProperty("conversation");

        Assert.Equal("id name email phone roles user_type additional_emails", Names(conversation.GetProperty("requester")));
        Assert.Equal("id name", Names(conversation.GetProperty("queue")));
        Assert.Equal("id name is_deactivated", Names(conversation.GetProperty("tags")[0]));
        Assert.Equal("text content_type original_content_url processed_content_url", Names(message.GetProperty("content")));
    }

    [Fact]
    public void Unknown_values_are_written_as_null()
    {
        var created = Sample("CONVERSATION_CREATED").GetProperty("conversation");
        var call = Sample("CONVERSATION_ABANDONED").GetProperty("conversation");

        Assert.Equal(JsonValueKind.Null, created.GetProperty("queue").ValueKind);
        Assert.Equal(JsonValueKind.Null, created.GetProperty("assignee").ValueKind);
        Assert.Equal(JsonValueKind.Null, call.GetProperty("subject").ValueKind);
        Assert.Equal(JsonValueKind.Null, call.GetProperty("requester").GetProperty("name").ValueKind);
    }

    [Fact]
    public void Additional_emails_and_the_user_of_a_follow_up_are_omitted_if_there_are_none()
    {
        var user = new User(Guid.NewGuid(), "Ada", null, null, [], "Member") { AdditionalEmails = [] };
        var expired = new ConversationPendingExpired(new Conversation(1, "EMAIL", "OPEN", "INBOUND", null, null, user, null, null, [], default));

        var json = JsonSerializer.SerializeToElement(expired, PayloadJson.Options);

        Assert.Equal("conversation", Names(json));
        Assert.Equal("id name email phone roles user_type", Names(json.GetProperty("conversation").GetProperty("requester")));
    }

    [Theory]
    [InlineData("CONVERSATION_CREATED", "conversation", "")]
    [InlineData("CONVERSATION_ENQUEUED", "conversation", "")]
    [InlineData("CONVERSATION_ASSIGNED", "conversation", "")]
    [InlineData("CONVERSATION_UNASSIGNED", "conversation", "agent")]
    [InlineData("CONVERSATION_CLOSED", "conversation", "")]
    [InlineData("CONVERSATION_NOTE_ADDED", "conversation note_id text author", "")]
    [InlineData("CONVERSATION_MESSAGE_ADDED", "conversation author message_id text direction channel content", "")]
    [InlineData("CONVERSATION_TAG_ADDED", "conversation author tag", "")]
    [InlineData("CONVERSATION_TAG_REMOVED", "conversation", "author tag")]
    [InlineData("CONVERSATION_OPEN", "conversation", "")]
    [InlineData("CONVERSATION_PENDING", "conversation", "")]
    [InlineData("CONVERSATION_PENDING_EXPIRED", "conversation", "")]
    [InlineData("CONVERSATION_TRANSFERRED", "conversation", "transfer_type destination_type destination_id destination_label reason")]
    [InlineData("CONVERSATION_ABANDONED", "conversation queue", "")]
    [InlineData("CONVERSATION_RATED", "conversation", "score comment type agent")]
    [InlineData("AGENT_BANNED_ENDUSER", "", "enduser agent")]
    [InlineData("AGENT_UNBANNED_ENDUSER", "", "enduser agent")]
    [InlineData("AGENT_BANNED_IP", "", "ip agent")]
    [InlineData("AGENT_UNBANNED_IP", "", "ip agent")]
    [InlineData("CONVERSATION_END_USER_REPLACED", "", "conversation old_user new_user")]
    public void Inferred_members_are_marked_and_never_required(string fqn, string required, string inferred)
    {
        Assert.Equal(required, Required(Schema(fqn)));
        Assert.Equal(inferred, Marked(Schema(fqn), member => member.TryGetProperty("x-inferred", out _)));
    }

    [Theory]
    [InlineData("conversation", "csid channel status direction queue contact_point requester assignee subject tags", "queue contact_point assignee subject")]
    [InlineData("conversation/requester", "id name email phone roles", "name email phone")]
    [InlineData("conversation/assignee", "id name email phone roles", "name email phone")]
    [InlineData("conversation/queue", "id name", "")]
    [InlineData("conversation/tags/[]", "", "")]
    [InlineData("author", "id name email phone roles", "name email phone")]
    [InlineData("content", "text content_type original_content_url processed_content_url", "content_type original_content_url processed_content_url")]
    [InlineData("", "conversation author message_id text direction channel content", "external_id")]
    public void Members_in_the_guide_are_required_and_null_is_allowed_only_where_the_contract_has_null(string place, string required, string nullable)
    {
        var part = place.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            Schema("CONVERSATION_MESSAGE_ADDED"), (schema, step) => step == "[]" ? schema.GetProperty("items") : schema.GetProperty("properties").GetProperty(step));

        Assert.Equal(required, Required(part));
        Assert.Equal(nullable, Marked(part, member => member.GetProperty("type").ToString().Contains("null", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_schema_has_no_external_references(string fqn) => Assert.DoesNotContain("$ref", Schema(fqn).GetRawText(), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_member_has_a_meaning(string fqn) => Assert.Empty(WithoutDescription(Schema(fqn), "$"));

    [Fact]
    public void Times_are_in_utc_with_milliseconds() =>
        Assert.Equal("2026-03-02T09:14:07.412Z", Sample("CONVERSATION_CREATED").GetProperty("conversation").GetProperty("created_at").GetString());

    [Fact]
    public void Each_record_of_a_payload_is_one_entry_of_the_catalogue()
    {
        var records = typeof(EventCatalogue).Assembly.GetTypes()
            .Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEventData<>)));

        Assert.Equal(records.OrderBy(type => type.Name), EventCatalogue.All.Select(type => type.Data.Type).OrderBy(type => type.Name));
    }

    private static JsonElement Schema(string fqn) => JsonElement.Parse(Find(fqn).Data.Schema.ToJsonString());

    private static JsonElement Sample(string fqn) => JsonElement.Parse(Find(fqn).Data.Sample.Span);

    private static EventType Find(string fqn) => EventCatalogue.TryFind(fqn, out var type) ? type : throw new ArgumentException(fqn);

    private static string Names(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(member => member.Name));

    private static string Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) ? string.Join(' ', names.EnumerateArray().Select(name => name.GetString())) : "";

    private static string Marked(JsonElement schema, Func<JsonElement, bool> isMarked) =>
        string.Join(' ', schema.GetProperty("properties").EnumerateObject().Where(member => isMarked(member.Value)).Select(member => member.Name));

    private static IEnumerable<string> WithoutDescription(JsonElement schema, string path)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var member in schema.TryGetProperty("properties", out var members) ? members.EnumerateObject().ToList() : [])
        {
            if (member.Value.ValueKind is not JsonValueKind.Object || !member.Value.TryGetProperty("description", out _))
            {
                yield return $"{path}.{member.Name}";
            }

            foreach (var below in WithoutDescription(member.Value, $"{path}.{member.Name}"))
            {
                yield return below;
            }
        }

        foreach (var below in schema.TryGetProperty("items", out var items) ? WithoutDescription(items, $"{path}[]") : [])
        {
            yield return below;
        }
    }
}
