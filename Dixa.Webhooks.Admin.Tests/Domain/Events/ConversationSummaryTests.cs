using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Events;

public sealed class ConversationSummaryTests
{
    [Theory]
    [InlineData("""{"data":{"conversation":{"csid":4711,"requester":{"name":"Freja","email":"freja@example.com"}}}}""", 4711L, "Freja")]
    [InlineData("""{"data":{"conversation":{"csid":4711,"requester":{"name":null,"email":"freja@example.com"}}}}""", 4711L, "freja@example.com")]
    [InlineData("""{"data":{"conversation":{"csid":4711,"requester":{"name":"","phone":"+4512345678"}}}}""", 4711L, "+4512345678")]
    [InlineData("""{"data":{"conversation":{"csid":4711,"requester":7}}}""", 4711L, null)]
    [InlineData("""{"data":{"conversation":{"csid":4711}}}""", 4711L, null)]
    [InlineData("""{"data":{"conversation":null}}""", null, null)]
    [InlineData("""{"data":[]}""", null, null)]
    [InlineData("no JSON", null, null)]
    public void The_number_and_the_requester_are_read_from_the_payload(string payload, long? number, string? requester) =>
        Assert.Equal(new ConversationSummary(number, requester), ConversationSummary.Of(Encoding.UTF8.GetBytes(payload)));
}
