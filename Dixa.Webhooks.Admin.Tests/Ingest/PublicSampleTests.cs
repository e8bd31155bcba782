using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>
/// Payloads from the 2022 guide and public integrations, which are older or shorter than Dixa's current ones. Publishers that follow
/// them must not be refused.
/// </summary>
public sealed class PublicSampleTests
{
    private static readonly Organization Dixa = new(Guid.Parse("7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42"), "Dixa");

    public static TheoryData<string> Samples { get; } = [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Order()];

    private static string Folder => Path.Combine(Repository.Root, "Dixa.Webhooks.Admin.Tests", "Ingest", "PublicSamples");

    [Fact]
    public void There_are_samples() => Assert.Equal(["guide-2022.json", "message-without-attachments.json", "note-without-user-type.json"], Samples.Select(sample => sample.Data));

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_public_sample_passes_strict_validation_and_keeps_its_data(string file)
    {
        var sample = File.ReadAllBytes(Path.Combine(Folder, file));

        var events = EventReader.Read(sample, Dixa, IngestValidation.Strict, DateTimeOffset.UnixEpoch, out var rejection);

        Assert.Null(rejection);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(sample), JsonNode.Parse(Assert.Single(events!.Events).Payload)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_public_sample_fits_the_published_schema(string file)
    {
        var sample = JsonElement.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));
        var type = EventCatalogue.All.Single(type => type.Fqn == sample.GetProperty("event_fqn").GetString());

        Assert.Empty(SchemaCheck.Errors(JsonElement.Parse(type.Data.Schema.ToJsonString()), sample.GetProperty("data")));
    }

    [Theory]
    [InlineData("\"ip\":\"203.0.113.7\",\"ip\":5")]
    [InlineData("\"ip\":5,\"ip\":\"203.0.113.7\"")]
    [InlineData("\"ip\":\"203.0.113.7\",\"\\u0069p\":\"203.0.113.7\"")]
    public void A_member_of_the_type_that_appears_twice_in_data_is_refused(string members)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"event_fqn":"AGENT_BANNED_IP","data":{{{members}}} }""");

        Assert.Null(EventReader.Read(body, Dixa, IngestValidation.Strict, DateTimeOffset.UnixEpoch, out var rejection));
        Assert.Equal("data.ip appears more than once; it is allowed only once.", rejection!.Message);
    }

    [Theory]
    [InlineData("\"id\":\"2757a2cf-614e-47ac-8b28-56828bae39bf\",\"name\":\"A\",\"name\":\"B\"", "organization.name")]
    [InlineData("\"id\":\"x\",\"id\":\"2757a2cf-614e-47ac-8b28-56828bae39bf\",\"name\":\"A\"", "organization.id")]
    public void A_member_of_the_organization_that_appears_twice_is_refused(string members, string field)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"event_fqn":"AGENT_BANNED_IP","data":{},"organization":{{{members}}} }""");

        Assert.Null(EventReader.Read(body, Dixa, IngestValidation.Strict, DateTimeOffset.UnixEpoch, out var rejection));
        Assert.Equal($"{field} appears more than once; it is allowed only once.", rejection!.Message);
    }
}
