using System.Text;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events;

public sealed class EventSubjectsTests
{
    private static readonly Guid User = Guid.Parse("b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10");

    [Theory]
    [InlineData("""{"conversation":{"csid":4711}}""", SubjectKind.Conversation, "4711")]
    [InlineData("""{"message_id":"8F6C1C39-6f0e-4a93-b0a4-3f5be0a5f5d2"}""", SubjectKind.Message, "8f6c1c39-6f0e-4a93-b0a4-3f5be0a5f5d2")]
    [InlineData("""{"note_id":"8f6c1c39-6f0e-4a93-b0a4-3f5be0a5f5d2"}""", SubjectKind.Message, "8f6c1c39-6f0e-4a93-b0a4-3f5be0a5f5d2")]
    [InlineData("""{"ip":"203.0.113.42"}""", SubjectKind.Ip, "203.0.113.42")]
    [InlineData("""{"conversation":{"requester":{"id":"b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10"}}}""", SubjectKind.User, "b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10")]
    [InlineData("""{"conversation":{"requester":{"email":"Freja@Example.com"}}}""", SubjectKind.Email, "freja@example.com")]
    [InlineData("""{"conversation":{"requester":{"phone":"+4520123456"}}}""", SubjectKind.Phone, "4520123456")]
    [InlineData("""{"conversation":{"requester":{"phone":"4520123456"}}}""", SubjectKind.Phone, "4520123456")]
    [InlineData("""{"author":{"additional_emails":["a@b.dk","c@d.dk"]}}""", SubjectKind.Email, "c@d.dk")]
    [InlineData("""{"text":"Write to <freja@example.com>."}""", SubjectKind.Email, "freja@example.com")]
    [InlineData("""{"text":"freja@example.com."}""", SubjectKind.Email, "freja@example.com")]
    [InlineData("""{"text":"mailto:freja\u0040example.com\n"}""", SubjectKind.Email, "freja@example.com")]
    [InlineData("""{"text":"?to=freja@example.com&x"}""", SubjectKind.Email, "freja@example.com")]
    [InlineData("""{"text":"Call +45 20-12 34.56, please"}""", SubjectKind.Phone, "4520123456")]
    [InlineData("""{"text":"Call +4520123456. 12 parcels are late"}""", SubjectKind.Phone, "4520123456")]
    [InlineData("""{"text":"søren@grønt.dk"}""", SubjectKind.Email, "søren@grønt.dk")]
    [InlineData("""{"text":"ANNA+tag@EXAMPLE.com"}""", SubjectKind.Email, "anna+tag@example.com")]
    public void A_subject_is_found_in_the_data(string data, SubjectKind kind, string value) => Assert.Contains(SubjectKey.Of(kind, value), Of(data));

    [Theory]
    [InlineData("""{"text":"1+1 = 2, and 5 @ 3"}""")]
    [InlineData("""{"text":"@here"}""")]
    [InlineData("""{"text":"+123"}""")]
    [InlineData("""{"text":"+12345678901234567890"}""")]
    [InlineData("""{"csid":"4711"}""")]
    [InlineData("""{"conversation":{"queue":{"id":"b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10"}}}""")]
    [InlineData("""{"requester":{"id":"not a uuid","phone":null,"email":null}}""")]
    [InlineData("""{"ip":null,"message_id":7,"requester":"x"}""")]
    [InlineData("""{"conversation":{"contact_point":"support@example.com"}}""")]
    [InlineData("{}")]
    public void Nothing_else_is_a_subject(string data) => Assert.Empty(Of(data));

    [Fact]
    public void Every_person_of_every_event_type_is_a_subject()
    {
        foreach (var type in EventCatalogue.All)
        {
            using var sample = JsonDocument.Parse(type.Data.Sample);
            var people = Users(sample.RootElement).ToList();
            Assert.NotEmpty(people);
            Assert.All(people, user => Assert.Contains(SubjectKey.Of(SubjectKind.User, user), EventSubjects.Of(sample.RootElement)));
        }
    }

    [Fact]
    public void A_subject_that_occurs_twice_is_found_once() =>
        Assert.Single(Of("""{"text":"a@example.com A@example.com","author":{"email":"a@EXAMPLE.com"}}"""));

    [Fact]
    public void Keys_of_people_are_above_those_of_conversations_and_messages()
    {
        var first = SubjectKey.FirstOfPeople.Value;
        Assert.True(SubjectKey.Conversation(long.MaxValue).Value < first);
        Assert.True(SubjectKey.Of(SubjectKind.Message, User.ToString()).Value < first);
        Assert.All([SubjectKind.User, SubjectKind.Email, SubjectKind.Phone, SubjectKind.Ip], kind => Assert.True(SubjectKey.Of(kind, "x").Value >= first));
    }

    [Fact]
    public void Of_a_payload_only_the_data_counts()
    {
        Assert.Equal([SubjectKey.Conversation(7)], EventSubjects.OfPayload("""{"event_id":"x","organization":{"name":"a@example.com"},"data":{"conversation":{"csid":7}}}"""u8.ToArray()));
        Assert.Empty(EventSubjects.OfPayload("not json"u8.ToArray()));
        Assert.Empty(EventSubjects.OfPayload("[]"u8.ToArray()));
    }

    [Fact]
    public void A_tombstone_keeps_the_envelope_and_the_number_of_the_conversation()
    {
        var payload = """{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","event_fqn":"CONVERSATION_CREATED","event_timestamp":"2026-03-02T09:14:08.120Z","organization":{"name":"Dixa"},"data":{"conversation":{"csid":4711,"subject":"secret"},"text":"secret"}}"""u8.ToArray();

        Assert.Equal(
            """{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","event_fqn":"CONVERSATION_CREATED","event_timestamp":"2026-03-02T09:14:08.120Z","organization":{"name":"Dixa"},"data":{"conversation":{"csid":4711}}}""",
            Encoding.UTF8.GetString(Tombstone.Of(payload)));
        Assert.Equal("{}", Encoding.UTF8.GetString(Tombstone.Of("nonsense"u8.ToArray())));
        Assert.Equal("""{"data":{}}""", Encoding.UTF8.GetString(Tombstone.Of("""{"data":{"text":"secret"}}"""u8.ToArray())));
    }

    private static IReadOnlyCollection<SubjectKey> Of(string data)
    {
        using var document = JsonDocument.Parse(data);
        return EventSubjects.Of(document.RootElement);
    }

    /// <summary>The ids of all objects that look like a user.</summary>
    private static IEnumerable<string> Users(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Users(member.Value))
            .Concat(value.TryGetProperty("user_type", out _) ? [value.GetProperty("id").GetString()!] : []),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Users),
        _ => [],
    };
}
