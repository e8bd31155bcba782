using System.Text;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class PayloadTextTests
{
    [Theory]
    [InlineData("""{"a":1.0e5}""", "{\n  \"a\": 1.0e5\n}")]
    [InlineData("""{"a":-0,"b":10000000000000000000000001,"c":1.10}""", "{\n  \"a\": -0,\n  \"b\": 10000000000000000000000001,\n  \"c\": 1.10\n}")]
    [InlineData("""{"a":"\u00e9é\/\ud83d\ude00\"<"}""", "{\n  \"a\": \"éé/😀\\\"<\"\n}")]
    [InlineData("""{"\u0061":null,"a":true}""", "{\n  \"a\": null,\n  \"a\": true\n}")]
    [InlineData("""{"a":1,"a":2}""", "{\n  \"a\": 1,\n  \"a\": 2\n}")]
    [InlineData("""{"a":[],"b":{},"c":[1,[2]]}""", "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1,\n    [\n      2\n    ]\n  ]\n}")]
    [InlineData(""" [ "" , {"x" : false} ] """, "[\n  \"\",\n  {\n    \"x\": false\n  }\n]")]
    [InlineData("7", "7")]
    public void Formatting_changes_the_space_between_tokens_and_unescapes_strings_but_keeps_numbers(string payload, string expected) =>
        Assert.Equal(expected, PayloadText.Formatted(Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void Nesting_deeper_than_the_usual_64_is_formatted()
    {
        var formatted = PayloadText.Formatted(Encoding.UTF8.GetBytes(new string('[', 200) + new string(']', 200)));

        Assert.NotNull(formatted);
        Assert.Equal(200, formatted.Count(c => c == '['));
        Assert.Contains("\n" + new string(' ', 2 * 199) + "[]\n", formatted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1}{}")]
    public void What_is_no_json_is_not_formatted(string payload) => Assert.Null(PayloadText.Formatted(Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void Raw_is_the_exact_text()
    {
        const string Payload = "{ \"a\" :\t1.0e5,\r\n\"b\":\"\\u00e9\" }\n";

        Assert.Equal(Payload, PayloadText.Raw(Encoding.UTF8.GetBytes(Payload), out var exact));
        Assert.True(exact);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_shown_and_owned_up_to()
    {
        Assert.Equal("{\"a\":\"\uFFFD\"}", PayloadText.Raw([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8], out var exact));
        Assert.False(exact);
    }
}
