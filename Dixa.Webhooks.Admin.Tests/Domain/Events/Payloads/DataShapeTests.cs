using System.Text.Json;
using System.Text.Json.Nodes;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>The validation of <c>data</c>, rule by rule. ByteForByteTests cover random data.</summary>
public sealed class DataShapeTests
{
    private const string Created = "CONVERSATION_CREATED";
    private const string Message = "CONVERSATION_MESSAGE_ADDED";
    private const string Twice = "data.conversation.csid appears more than once; it is allowed only once.";
    private const string Uuid = "must be a uuid such as 0be2bd61-7e28-4620-87f0-74952725d960";
    private const string Time = "must be an ISO 8601 time with an offset, such as 2023-07-13T09:02:29.803Z";

    [Theory]
    [InlineData(Created, "conversation", "is missing; it must be an object.")]
    [InlineData(Created, "conversation.csid", "is missing; it must be an integer.")]
    [InlineData(Created, "conversation.subject", "is missing; it must be a string or null.")]
    [InlineData(Created, "conversation.queue", "is missing; it must be an object or null.")]
    [InlineData(Created, "conversation.tags", "is missing; it must be an array.")]
    [InlineData(Created, "conversation.requester.id", "is missing; it must be a uuid such as 0be2bd61-7e28-4620-87f0-74952725d960.")]
    [InlineData("CONVERSATION_NOTE_ADDED", "author.roles", "is missing; it must be an array.")]
    [InlineData(Message, "content.content_type", "is missing; it must be a string or null.")]
    [InlineData("CONVERSATION_ABANDONED", "queue", "is missing; it must be an object.")]
    public void A_missing_required_member_is_named_with_what_is_expected(string fqn, string place, string message) =>
        Assert.Equal($"{Path(place)} {message}", Error(fqn, Changed(fqn, place, null)));

    [Theory]
    [InlineData(Created, "conversation", "[]", "must be an object, not an array.")]
    [InlineData(Created, "conversation", "null", "must be an object, not null.")]
    [InlineData(Created, "conversation.csid", "\"4711\"", "must be an integer, not a string.")]
    [InlineData(Created, "conversation.csid", "4711.5", "must be an integer, not a number with a fraction.")]
    [InlineData(Created, "conversation.csid", "null", "must be an integer, not null.")]
    [InlineData(Created, "conversation.channel", "7", "must be a string, not a number.")]
    [InlineData(Created, "conversation.channel", "null", "must be a string, not null.")]
    [InlineData(Created, "conversation.subject", "{}", "must be a string or null, not an object.")]
    [InlineData(Created, "conversation.queue", "\"Support\"", "must be an object or null, not a string.")]
    [InlineData(Created, "conversation.tags", "null", "must be an array, not null.")]
    [InlineData(Created, "conversation.created_at", "\"yesterday\"", Time + ".")]
    [InlineData(Created, "conversation.created_at", "\"2026-03-02T09:14:07\"", Time + ".")]
    [InlineData(Created, "conversation.created_at", "\"2026-03-02T09:14Z\"", Time + ".")]
    [InlineData(Created, "conversation.created_at", "\"2026-02-30T09:14:07Z\"", Time + ".")]
    [InlineData(Created, "conversation.created_at", "\"2026-03-02T09:14:07Z\\n\"", Time + ".")]
    [InlineData(Created, "conversation.created_at", "\"\\ud800\"", Time + ".")]
    [InlineData(Created, "conversation.created_at", "1689238949803", Time + ", not a number.")]
    [InlineData(Created, "conversation.requester.id", "\"b3e1f6a42d0c4c4b9f0e5b8f2c7d9a10\"", Uuid + ".")]
    [InlineData(Created, "conversation.requester.id", "\"\\ud800\"", Uuid + ".")]
    [InlineData(Created, "conversation.requester.id", "7", Uuid + ", not a number.")]
    [InlineData(Created, "conversation.requester.roles", "[\"Agent\",7]", "[1] must be a string, not a number.")]
    [InlineData(Created, "conversation.requester.additional_emails", "null", "must be an array, not null.")]
    [InlineData("CONVERSATION_ASSIGNED", "conversation.tags.0.is_deactivated", "\"false\"", "must be true or false, not a string.")]
    [InlineData("CONVERSATION_ASSIGNED", "conversation.assignee.roles", "[null]", "[0] must be a string, not null.")]
    [InlineData("CONVERSATION_PENDING_EXPIRED", "pendingByUser", "null", "must be an object, not null.")]
    [InlineData(Created, "conversation.requester.user_type", "null", "must be a string, not null.")]
    [InlineData(Created, "conversation.created_at", "null", Time + ", not null.")]
    [InlineData("CONVERSATION_ASSIGNED", "conversation.tags.0.id", "\"delivery\"", Uuid + ".")]
    [InlineData("CONVERSATION_ASSIGNED", "conversation.tags.0.name", "null", "must be a string, not null.")]
    [InlineData("CONVERSATION_NOTE_ADDED", "created_at", "\"yesterday\"", Time + ".")]
    [InlineData(Message, "external_id", "7", "must be a string or null, not a number.")]
    [InlineData(Message, "attachments", "null", "must be an array, not null.")]
    [InlineData(Message, "attachments", "{}", "must be an array, not an object.")]
    [InlineData(Message, "author.roles", "[1]", "[0] must be a string, not a number.")]
    public void A_wrong_value_is_named_with_what_is_expected(string fqn, string place, string value, string message) =>
        Assert.Equal($"{Path(place)}{(message[0] == '[' ? "" : " ")}{message}", Error(fqn, Changed(fqn, place, value)));

    [Theory]
    [InlineData(Created, "conversation.queue", "null")]
    [InlineData(Created, "conversation.contact_point", "null")]
    [InlineData(Created, "conversation.assignee", "null")]
    [InlineData(Created, "conversation.subject", "null")]
    [InlineData(Created, "conversation.requester.name", "null")]
    [InlineData(Created, "conversation.requester.email", "null")]
    [InlineData(Created, "conversation.requester.phone", "null")]
    [InlineData(Created, "conversation.requester.additional_emails", null)]
    [InlineData(Created, "conversation.requester.additional_emails", "[]")]
    [InlineData(Created, "conversation.channel", "\"A_CHANNEL_OF_TOMORROW\"")]
    [InlineData(Created, "conversation.sla", "{\"of\":\"tomorrow\"}")]
    [InlineData(Created, "weather", "[1,null]")]
    [InlineData(Created, "conversation.csid", "-0")]
    [InlineData(Created, "conversation.csid", "4711.0")]
    [InlineData(Created, "conversation.csid", "1e5")]
    [InlineData(Created, "conversation.csid", "4.711E+3")]
    [InlineData(Created, "conversation.csid", "100e-2")]
    [InlineData(Created, "conversation.csid", "0.00e-9999999999999999999999")]
    [InlineData(Created, "conversation.csid", "1e99999999999999999999")]
    [InlineData(Created, "conversation.csid", "123456789012345678901234567890")]
    [InlineData(Created, "conversation.created_at", "\"2026-03-02T10:14:07.123456789+01:00\"")]
    [InlineData(Created, "conversation.requester.id", "\"B3E1F6A4-2D0C-4C4B-9F0E-5B8F2C7D9A10\"")]
    [InlineData(Created, "conversation.requester.id", "\"\\u0062\\u0033e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10\"")]
    [InlineData(Message, "external_id", "null")]
    [InlineData(Message, "content.content_type", "null")]
    [InlineData(Message, "content.original_content_url", "null")]
    [InlineData(Message, "content.processed_content_url", "null")]
    [InlineData(Message, "attachments", "[1,{},null]")]
    [InlineData("CONVERSATION_PENDING_EXPIRED", "pendingByUser", null)]
    [InlineData(Created, "conversation.created_at", null)]
    [InlineData(Created, "conversation.requester.user_type", null)]
    [InlineData("CONVERSATION_ASSIGNED", "conversation.tags.0.id", null)]
    [InlineData("CONVERSATION_ASSIGNED", "conversation.tags.0.name", null)]
    [InlineData("CONVERSATION_ASSIGNED", "conversation.tags.0.is_deactivated", null)]
    [InlineData("CONVERSATION_NOTE_ADDED", "created_at", null)]
    [InlineData(Message, "created_at", null)]
    [InlineData(Message, "external_id", null)]
    [InlineData(Message, "attachments", null)]
    public void Valid_data_passes(string fqn, string place, string? value) => Assert.Null(Error(fqn, Changed(fqn, place, value)));

    [Theory]
    [InlineData("CONVERSATION_UNASSIGNED", "agent")]
    [InlineData("CONVERSATION_TAG_REMOVED", "author")]
    [InlineData("CONVERSATION_TAG_REMOVED", "tag")]
    [InlineData("CONVERSATION_TRANSFERRED", "transfer_type")]
    [InlineData("CONVERSATION_TRANSFERRED", "destination_id")]
    [InlineData("CONVERSATION_TRANSFERRED", "reason")]
    [InlineData("CONVERSATION_RATED", "score")]
    [InlineData("CONVERSATION_RATED", "type")]
    [InlineData("CONVERSATION_RATED", "agent")]
    [InlineData("AGENT_BANNED_ENDUSER", "enduser")]
    [InlineData("AGENT_BANNED_IP", "ip")]
    [InlineData("CONVERSATION_END_USER_REPLACED", "conversation")]
    [InlineData("CONVERSATION_END_USER_REPLACED", "old_user")]
    public void An_inferred_member_is_never_validated(string fqn, string place) =>
        Assert.All([null, "null", "{}", "[]", "\"x\"", "1.5", "true"], value => Assert.Null(Error(fqn, Changed(fqn, place, value))));

    [Theory]
    [InlineData("4711.5e0")]
    [InlineData("1e-1")]
    [InlineData("10e-2")]
    [InlineData("1.05e1")]
    [InlineData("1e-99999999999999999999")]
    public void A_number_with_a_fraction_is_not_an_integer_however_it_is_written(string number) =>
        Assert.Equal("data.conversation.csid must be an integer, not a number with a fraction.", Error(Created, Changed(Created, "conversation.csid", number)));

    [Theory]
    [InlineData("\"csid\":\"x\",\"csid\":4711", Twice)]
    [InlineData("\"csid\":4711,\"csid\":\"x\"", Twice)]
    [InlineData("\"csid\":4711,\"csid\":4711", Twice)]
    [InlineData("\"csid\":4711,\"\\u0063sid\":\"x\"", Twice)]
    [InlineData("\"csid\":4711,\"sla\":1,\"sla\":2", null)]
    [InlineData("\"cs\\u0069d\":4711", null)]
    [InlineData("\"cs\\ud800id\":4711", "data.conversation.csid is missing; it must be an integer.")]
    [InlineData("\"CSID\":4711", "data.conversation.csid is missing; it must be an integer.")]
    public void Names_are_read_as_JSON_readers_do_and_a_known_one_may_appear_only_once(string members, string? error) =>
        Assert.Equal(error, Error(Created, SampleData.Of(Created).Replace("\"csid\":4711", members, StringComparison.Ordinal)));

    [Fact]
    public void The_first_error_in_the_contracts_order_is_reported() =>
        Assert.Equal(
            "data.conversation.channel is missing; it must be a string.",
            Error(Created, """{"conversation":{"requester":1,"status":7,"csid":1}}"""));

    [Theory]
    [InlineData("[]", "data must be an object, not an array.")]
    [InlineData("null", "data must be an object, not null.")]
    public void Data_must_be_an_object(string data, string message) => Assert.Equal(message, Error(Created, data));

    private static string? Error(string fqn, string data) =>
        (EventCatalogue.TryFind(fqn, out var type) ? type : throw new ArgumentException(fqn)).Data.Check(JsonElement.Parse(data))?.ToString();

    /// <summary>The sample with this value at a path, or without the member if the value is null.</summary>
    private static string Changed(string fqn, string place, string? value)
    {
        const string Marker = "the changed one";
        var sample = JsonNode.Parse(SampleData.Of(fqn))!;
        var steps = place.Split('.');
        var parent = steps.SkipLast(1).Aggregate(sample, (node, step) => char.IsDigit(step[0]) ? node[step[0] - '0']! : node[step]!).AsObject();
        parent.Remove(steps[^1]);
        if (value is not null)
        {
            parent[steps[^1]] = Marker;
        }

        return sample.ToJsonString().Replace($"\"{Marker}\"", value, StringComparison.Ordinal);
    }

    private static string Path(string place) => $"data.{place.Replace(".0", "[0]", StringComparison.Ordinal)}";
}
