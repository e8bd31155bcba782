using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

public sealed class TestTemplateTests
{
    private static readonly EventType Rated = EventCatalogue.All.Single(type => type.Fqn == "CONVERSATION_RATED");

    [Theory]
    [InlineData("""{"event_id":"1","data":{"n":1.0e5,"text":"\u00e9","data":{}},"event_version":"1"}""", "{\n  \"n\": 1.0e5,\n  \"text\": \"é\",\n  \"data\": {}\n}")]
    [InlineData("""{"meta":{"data":1},"data":[]}""", "[]")]
    [InlineData("""{"data":"text"}""", "\"text\"")]
    public void The_data_is_taken_from_the_payload_as_it_is(string payload, string data) => Assert.Equal(data, Of(payload)!.Data);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"event_id":"1"}""")]
    [InlineData("""{"data":{""")]
    [InlineData("no JSON")]
    public void A_payload_without_data_is_no_template(string payload) => Assert.Null(Of(payload));

    [Fact]
    public void It_is_for_its_own_event_type_only()
    {
        var template = Of("""{"data":{"score":1}}""")!;

        Assert.Equal("{\n  \"score\": 1\n}", template.TextFor(Rated));
        Assert.All(EventCatalogue.All.Except([Rated]), other => Assert.Null(template.TextFor(other)));
    }

    private static TestTemplate? Of(string payload) => TestTemplate.Of(
        new DeliveryRow(42, Guid.NewGuid(), Rated.Fqn, DeliveryState.Delivered, 1, default, default, null, null, null, null, IsTest: false, null, null), Encoding.UTF8.GetBytes(payload));
}
