using System.Text.Json;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Shows that the schema check, which other tests rely on, can fail.</summary>
public sealed class SchemaCheckTests
{
    private const string Schema = """
        {"type":"object","required":["id"],"properties":{"id":{"type":"string","format":"uuid"},"at":{"type":["string","null"],"format":"date-time"},
        "tags":{"type":"array","items":{"type":"string","enum":["a","b"]},"maxItems":2},"one":{"oneOf":[{"type":"integer"},{"type":"boolean"}]}},"additionalProperties":{"type":"integer"}}
        """;

    private const string Id = "\"id\":\"0be2bd61-7e28-4620-87f0-74952725d960\"";

    [Theory]
    [InlineData("{" + Id + "}")]
    [InlineData("{" + Id + ",\"at\":null,\"tags\":[\"a\"],\"one\":true,\"other\":1}")]
    [InlineData("{" + Id + ",\"at\":\"2026-03-01T12:00:00Z\",\"one\":1}")]
    public void Valid_JSON_has_no_errors(string json) => Assert.Empty(Errors(Schema, json));

    [Theory]
    [InlineData("[]", "$: Array is not object")]
    [InlineData("{}", "$.id: is missing")]
    [InlineData("{\"id\":\"x\"}", "$.id: x is no uuid")]
    [InlineData("{" + Id + ",\"at\":\"yesterday\"}", "$.at: yesterday is no date-time")]
    [InlineData("{" + Id + ",\"at\":\"2026-03-01T12:00:00\"}", "$.at: 2026-03-01T12:00:00 is no date-time")]
    [InlineData("{" + Id + ",\"tags\":[\"a\",\"c\"]}", "$.tags[1]: c is not among the allowed values")]
    [InlineData("{" + Id + ",\"tags\":[\"a\",\"a\",\"a\"]}", "$.tags: too many")]
    [InlineData("{" + Id + ",\"one\":1.5}", "$.one: fits 0 of 2")]
    [InlineData("{" + Id + ",\"other\":\"x\"}", "$.other: String is not integer")]
    public void Invalid_JSON_is_reported(string json, string error) => Assert.StartsWith(error, Assert.Single(Errors(Schema, json)), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_keyword_is_an_error() => Assert.Contains("multipleOf", Assert.Single(Errors("""{"multipleOf":2}""", "2")), StringComparison.Ordinal);

    private static IReadOnlyList<string> Errors(string schema, string json) => SchemaCheck.Errors(JsonElement.Parse(schema), JsonElement.Parse(json));
}
