using System.ComponentModel;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

public sealed class PayloadFieldTests
{
    public static TheoryData<string> Types { get; } = [.. EventCatalogue.All.Select(type => type.Fqn)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_member_of_a_sample_is_a_field_in_the_same_order(string fqn)
    {
        var (type, fields) = (Find(fqn), Find(fqn).Data.Fields);

        Assert.Equal(JsonElement.Parse(type.Data.Sample.Span).EnumerateObject().Select(member => member.Name), fields.Select(field => field.Name));
        Assert.All(Paths(JsonElement.Parse(type.Data.Sample.Span), ""), path => Assert.Contains(path, PayloadField.Flatten(fields).Select(field => field.Path)));
        Assert.DoesNotContain(PayloadField.Flatten(fields), field => field.Meaning.Length == 0 || field.Type.Length == 0);
    }

    [Theory]
    [InlineData("CONVERSATION_CREATED", "conversation", "object", false, false)]
    [InlineData("CONVERSATION_CREATED", "conversation.csid", "integer", false, false)]
    [InlineData("CONVERSATION_CREATED", "conversation.queue", "object", false, true)]
    [InlineData("CONVERSATION_CREATED", "conversation.queue.id", "string (uuid)", false, false)]
    [InlineData("CONVERSATION_CREATED", "conversation.subject", "string", false, true)]
    [InlineData("CONVERSATION_CREATED", "conversation.tags", "array of object", false, false)]
    [InlineData("CONVERSATION_CREATED", "conversation.tags[].is_deactivated", "boolean", true, false)]
    [InlineData("CONVERSATION_CREATED", "conversation.created_at", "string (date-time)", true, false)]
    [InlineData("CONVERSATION_CREATED", "conversation.requester.additional_emails", "array of string", true, false)]

    // The schema has a reference to the requester here.
    [InlineData("CONVERSATION_CREATED", "conversation.assignee.additional_emails", "array of string", true, false)]
    [InlineData("CONVERSATION_CREATED", "conversation.assignee.roles", "array of string", false, false)]
    [InlineData("CONVERSATION_MESSAGE_ADDED", "attachments", "array", true, false)]
    [InlineData("CONVERSATION_PENDING_EXPIRED", "pendingByUser", "object", true, false)]
    [InlineData("AGENT_BANNED_IP", "ip", "string", true, true)]
    public void A_field_says_what_its_schema_says(string fqn, string path, string type, bool isOptional, bool isNullable)
    {
        var field = Assert.Single(PayloadField.Flatten(Find(fqn).Data.Fields), field => field.Path == path);

        Assert.Equal((type, isOptional, isNullable), (field.Type, field.IsOptional, field.IsNullable));
    }

    [Theory]
    [InlineData("score", true)]
    [InlineData("conversation", false)]
    [InlineData("conversation.csid", false)]
    public void Inferred_fields_are_marked(string path, bool isInferred) =>
        Assert.Equal(isInferred, Assert.Single(PayloadField.Flatten(Find("CONVERSATION_RATED").Data.Fields), field => field.Path == path).IsInferred);

    [Fact]
    public void A_field_has_its_own_meaning_even_if_the_schema_references_another()
    {
        var fields = PayloadField.Flatten(EventType.Of<Moved>("MOVED", "Moved", "It moves.", EventGroup.Routing).Data.Fields).ToList();

        Assert.Equal(
            [("from", "Where it was."), ("from.names", "What it is called."), ("to", "Where it is."), ("to.names", "What it is called.")],
            fields.Select(field => (field.Path, field.Meaning)));
    }

    [Fact]
    public void A_recursive_record_does_not_recurse_forever()
    {
        var fields = EventType.Of<Threaded>("THREADED", "Threaded", "It is answered.", EventGroup.Content).Data.Fields;

        Assert.Equal(["text", "reply_to"], fields.Select(field => field.Path));
        Assert.Equal("object", fields[1].Type);
        Assert.InRange(PayloadField.Flatten(fields).Count(), 2, 10);
    }

    private static EventType Find(string fqn) => EventCatalogue.TryFind(fqn, out var type) ? type : throw new ArgumentException(fqn);

    private static IEnumerable<string> Paths(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(member => Paths(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")
                .Prepend(path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object).SelectMany(item => Paths(item, $"{path}[]")),
        _ => [],
    };

    private sealed record Place([Description("What it is called.")] IReadOnlyList<string> Names);

    private sealed record Moved([Description("Where it was.")] Place From, [Description("Where it is.")] Place To) : IEventData<Moved>
    {
        public static Moved Sample => new(new Place(["here"]), new Place(["there"]));
    }

    private sealed record Threaded([Description("What it says.")] string Text, [Description("What it answers.")] Threaded? ReplyTo = null) : IEventData<Threaded>
    {
        public static Threaded Sample => new("Yes", new Threaded("Well?"));
    }
}
