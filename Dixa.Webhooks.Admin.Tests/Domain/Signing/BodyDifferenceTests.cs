using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Signing;

public sealed class BodyDifferenceTests
{
    private const string Sent = """{"event_id":"1","data":{"name":"Zoë","n":1}}""";

    [Fact]
    public void The_same_bytes_do_not_differ() => Assert.Null(Between(Sent, Sent));

    [Theory]
    [InlineData("""{"event_id":"1","data":{"name":"Zoë","n":2}}""", BodyChange.Altered, 43)]
    [InlineData("""{"event_id": "1", "data": {"name": "Zoë", "n": 1}}""", BodyChange.Rewritten, 13)]
    [InlineData("""{"data":{"n":1,"name":"Zo\u00eb"},"event_id":"1"}""", BodyChange.Rewritten, 3)]
    [InlineData("""{"event_id":"1","data":{"name":"ZoÃ«","n":1}}""", BodyChange.Altered, 36)]
    [InlineData(Sent + "\n", BodyChange.EndAdded, 46)]
    [InlineData(Sent + " \r\n\t", BodyChange.EndAdded, 46)]
    [InlineData("\uFEFF" + Sent, BodyChange.StartAdded, 1)]
    [InlineData("\n " + Sent + "\n", BodyChange.StartAdded, 1)]
    [InlineData("""{"event_id":"1","data":{"na""", BodyChange.Cut, 28)]
    [InlineData("", BodyChange.Cut, 1)]
    [InlineData("{}{}", BodyChange.Altered, 2)]
    [InlineData("\"" + Sent + "\"", BodyChange.Altered, 1)]
    public void The_first_difference_and_its_type_are_found(string pasted, BodyChange change, int at)
    {
        var difference = Between(Sent, pasted)!;

        Assert.Equal((change, at), (difference.Change, difference.Byte));
    }

    [Theory]
    [InlineData("""{ "a": "\ud800", "n": 1 }""", BodyChange.Rewritten)]
    [InlineData("""{"a":"\ud801","n":1}""", BodyChange.Altered)]
    [InlineData("""{"a":"\ud800","n":1,"m":2}""", BodyChange.Altered)]
    [InlineData("""{"a":"\ud800","n":2}""", BodyChange.Altered)]
    [InlineData("""{"a":"\ud800","n":"1"}""", BodyChange.Altered)]
    public void Unpaired_surrogates_are_compared_as_written(string pasted, BodyChange change) =>
        Assert.Equal(change, Between("""{"a":"\ud800","n":1}""", pasted)!.Change);

    [Theory]
    [InlineData("{\n  \"a\": 1\n}", "{\n  \"a\": 2\n}", 2, 8)]
    [InlineData("{\"ü\":1}", "{\"ü\":2}", 1, 6)]
    [InlineData("{\n\"é\":1}", "{\n\"è\":1}", 2, 2)]
    [InlineData("{\n1", "{\n2", 2, 1)]
    public void Lines_and_columns_are_counted_like_in_an_editor(string sent, string pasted, int line, int column)
    {
        var difference = Between(sent, pasted)!;

        Assert.Equal((line, column), (difference.Line, difference.Column));
    }

    [Fact]
    public void Both_sides_start_at_a_whole_character()
    {
        var difference = Between("""{"name":"Zoë"}""", """{"name":"Zoê"}""")!;

        Assert.Equal(("""{"name":"Zo""", """ë"}""", """ê"}"""), (difference.Before, difference.Sent, difference.Pasted));
    }

    [Fact]
    public void Only_the_text_around_the_difference_is_shown()
    {
        var difference = Between($"{new string('a', 1_000)}b{new string('c', 1_000)}", $"{new string('a', 1_000)}d{new string('c', 1_000)}")!;

        Assert.Equal((new string('a', 24), "b" + new string('c', 31), "d" + new string('c', 31)), (difference.Before, difference.Sent, difference.Pasted));
    }

    private static BodyDifference? Between(string sent, string pasted) => BodyDifference.Between(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(pasted));
}
