using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Events;

public sealed class EnteredDataTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" {\"a\": [1.0e5, \"ü\", null]}\n")]
    public void A_json_object_is_allowed(string data) => Assert.Null(Error(data));

    [Theory]
    [InlineData("", "It is empty. It must be a JSON object, for example {}.")]
    [InlineData(" \n\t", "It is empty. It must be a JSON object, for example {}.")]
    [InlineData("[]", "It must be a JSON object, not an array.")]
    [InlineData("\"{}\"", "It must be a JSON object, not a string.")]
    [InlineData("12", "It must be a JSON object, not a number.")]
    [InlineData("null", "It must be a JSON object, not null.")]
    [InlineData("false", "It must be a JSON object, not true or false.")]
    [InlineData("{\"a\": 1", "It is not complete: a brace, a bracket or a quote is still open at its end.")]
    [InlineData("{\"a\": \"b}", "It is not complete: a brace, a bracket or a quote is still open at its end.")]
    public void What_is_none_is_named(string data, string problem) => Assert.Equal(problem, Error(data));

    [Theory]
    [InlineData("{a: 1}", "It is not JSON at line 1, column 2: 'a'")]
    [InlineData("{\"a\": 1}}", "It is not JSON at line 1, column 9: '}'")]

    // Columns count characters, as an editor does, and not bytes.
    [InlineData("{\n  \"a\": 1,\n  \"üß\": x\n}", "It is not JSON at line 3, column 9: 'x'")]
    public void What_is_no_json_is_told_with_its_place(string data, string beginning)
    {
        var problem = Error(data);

        Assert.StartsWith(beginning, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void One_mebibyte_is_allowed_and_a_byte_more_is_not()
    {
        Assert.Null(Error(OfLength(EnteredData.MaxBytes)));
        Assert.Equal("It has 1,048,577 bytes; at most 1,048,576 are allowed.", Error(OfLength(EnteredData.MaxBytes + 1)));

        static string OfLength(int bytes) => $$"""{"a":"{{new string('x', bytes - 8)}}"}""";
    }

    [Fact]
    public void So_many_levels_are_allowed_and_one_more_is_not()
    {
        Assert.Null(Error(Nested(EnteredData.MaxDepth)));
        Assert.Equal("It is nested deeper than 256 levels, the most that are allowed.", Error(Nested(EnteredData.MaxDepth + 1)));

        static string Nested(int levels) => $$"""{"a":{{new string('[', levels - 1)}}1{{new string(']', levels - 1)}}}""";
    }

    [Fact]
    public void What_is_not_utf8_is_refused() => Assert.Equal("It is not valid UTF-8.", EnteredData.Error([.. "{\"a\":\""u8, 0xff, .. "\"}"u8]));

    [Theory]
    [InlineData("{}", "data.conversation is missing; it must be an object.")]
    [InlineData("{\"conversation\": []}", "data.conversation must be an object, not an array.")]
    public void What_its_type_does_not_carry_is_told(string data, string misfit)
    {
        Assert.True(EventCatalogue.TryFind("CONVERSATION_RATED", out var type));

        Assert.Equal(misfit, EnteredData.Misfit(Encoding.UTF8.GetBytes(data), type)?.ToString());
        Assert.Null(EnteredData.Misfit(type.Data.Sample.Span, type));
    }

    private static string? Error(string data) => EnteredData.Error(Encoding.UTF8.GetBytes(data));
}
