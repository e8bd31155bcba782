using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>What publishers can send and how it is stored, with random data.</summary>
public sealed class ByteForByteTests
{
    private static readonly Organization Dixa = new(Guid.Parse("7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42"), "Dixa");

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, 7, TimeSpan.Zero);

    public static TheoryData<string> Types { get; } = [.. EventCatalogue.All.Select(type => type.Fqn)];

    [Property(Arbitrary = [typeof(RandomData)], MaxTest = 400)]
    public void Valid_data_is_accepted_and_stored_byte_for_byte(AllowedData data)
    {
        var events = Read(out var rejection, data)?.Events;

        Assert.Null(rejection);
        Assert.Equal(Payload(events![0].EventId, data), Encoding.UTF8.GetString(events[0].Payload));
    }

    [Property(Arbitrary = [typeof(RandomData)], MaxTest = 400)]
    public void Data_with_one_invalid_member_is_refused_with_its_path(AllowedData right, BrokenData wrong)
    {
        Assert.Null(Read(out var rejection, right, new AllowedData(wrong.Fqn, wrong.Json)));

        Assert.StartsWith($"[1].{wrong.Error}", rejection!.Message, StringComparison.Ordinal);
    }

    [Property(Arbitrary = [typeof(RandomData)], MaxTest = 400)]
    public void The_published_schema_agrees_with_the_intake(AllowedData right, BrokenData wrong)
    {
        Assert.Empty(SchemaCheck.Errors(Schema(right.Fqn), JsonElement.Parse(right.Json)));

        // Data with an unpaired surrogate cannot be read there.
        Assert.True(
            wrong.Json.Contains("\\ud800", StringComparison.Ordinal)
            || SchemaCheck.Errors(Schema(wrong.Fqn), JsonElement.Parse(wrong.Json)) is { Count: > 0 });
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_sample_is_accepted(string fqn) => Assert.Single(Read(out _, new AllowedData(fqn, SampleData.Of(fqn)))!.Events);

    private static ReadEvents? Read(out EventRejection? rejection, params AllowedData[] events)
    {
        var body = $"[{string.Join(',', events.Select(one => $$"""{"event_fqn":"{{one.Fqn}}","data":{{one.Json}} }"""))}]";
        return EventReader.Read(Encoding.UTF8.GetBytes(body), Dixa, IngestValidation.Strict, Now, out rejection);
    }

    private static string Payload(Guid id, AllowedData data) =>
        $$"""{"event_id":"{{id}}","event_fqn":"{{data.Fqn}}","event_version":"1","event_timestamp":"2026-03-01T12:00:00.007Z","organization":{"id":"{{Dixa.Id}}","name":"Dixa"},"data":"""
        + data.Json + "}";

    private static JsonElement Schema(string fqn) => RandomData.CertainSchema(EventCatalogue.All.Single(type => type.Fqn == fqn));
}
