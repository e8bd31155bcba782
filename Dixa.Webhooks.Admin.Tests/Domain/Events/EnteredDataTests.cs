using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Events;

public sealed class EnteredDataTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" {\"a\": [1.0e5, \"ü\", null]}\n")]
    public void A_json_object_is_allowed(string data) => Assert.Null(Error(data));

    [Theory]
    [InlineData("", "The data is empty. It must be a JSON object, for example {}.")]
    [InlineData(" \n\t", "The data is empty. It must be a JSON object, for example {}.")]
    [InlineData("[]", "The data must be a JSON object, not an array.")]
    [InlineData("\"{}\"", "The data must be a JSON object, not a string.")]
    [InlineData("12", "The data must be a JSON object, not a number.")]
    [InlineData("null", "The data must be a JSON object, not null.")]
    [InlineData("false", "The data must be a JSON object, not true or false.")]
    [InlineData("{\"a\": 1", "The data is incomplete: a brace, bracket or quote is not closed.")]
    [InlineData("{\"a\": \"b}", "The data is incomplete: a brace, bracket or quote is not closed.")]
    public void Anything_else_is_refused_with_the_reason(string data, string error) => Assert.Equal(error, Error(data));

    [Theory]
    [InlineData("{a: 1}", "The data is not valid JSON at line 1, column 2: 'a'")]
    [InlineData("{\"a\": 1}}", "The data is not valid JSON at line 1, column 9: '}'")]

    // Columns count characters, as an editor does, and not bytes.
    [InlineData("{\n  \"a\": 1,\n  \"üß\": x\n}", "The data is not valid JSON at line 3, column 9: 'x'")]
    public void Invalid_JSON_is_reported_with_its_position(string data, string beginning)
    {
        var error = Error(data);

        Assert.StartsWith(beginning, error, StringComparison.Ordinal);
        Assert.EndsWith(".", error, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_mebibyte_is_allowed_and_a_byte_more_is_not()
    {
        Assert.Null(Error(OfLength(EnteredData.MaxBytes)));
        Assert.Equal("The data must be at most 1,048,576 bytes (it has 1,048,577).", Error(OfLength(EnteredData.MaxBytes + 1)));

        static string OfLength(int bytes) => $$"""{"a":"{{new string('x', bytes - 8)}}"}""";
    }

    [Fact]
    public void The_max_depth_is_allowed_and_one_more_level_is_not()
    {
        Assert.Null(Error(Nested(JsonCheck.MaxDepth)));
        Assert.Equal("The data is nested too deeply. At most 256 levels are allowed.", Error(Nested(JsonCheck.MaxDepth + 1)));

        static string Nested(int levels) => $$"""{"a":{{new string('[', levels - 1)}}1{{new string(']', levels - 1)}}}""";
    }

    [Fact]
    public void Invalid_UTF_8_is_refused() => Assert.Equal("The data is not valid UTF-8.", EnteredData.Error([.. "{\"a\":\""u8, 0xff, .. "\"}"u8]));

    [Theory]
    [InlineData("{}", "data.conversation is missing; it must be an object.")]
    [InlineData("{\"conversation\": []}", "data.conversation must be an object, not an array.")]
    public void A_mismatch_with_the_type_is_reported(string data, string misfit)
    {
        Assert.True(EventCatalogue.TryFind("CONVERSATION_RATED", out var type));

        Assert.Equal(misfit, EnteredData.Misfit(Encoding.UTF8.GetBytes(data), type)?.ToString());
        Assert.Null(EnteredData.Misfit(type.Data.Sample.Span, type));
    }

    private static string? Error(string data) => EnteredData.Error(Encoding.UTF8.GetBytes(data));
}
