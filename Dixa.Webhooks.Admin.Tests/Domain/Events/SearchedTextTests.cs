using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Events;

public sealed class SearchedTextTests
{
    [Theory]
    [InlineData("refund", """{"text":"A REFUND, please"}""", true)]
    [InlineData("refund", """{"text":"A re-fund"}""", false)]
    [InlineData("\"status\":\"open\"", """{"status":"open"}""", true)]
    [InlineData("Åse says", """{"text":"åse SAYS"}""", true)]
    [InlineData("Åse", """{"text":"\u00e5se"}""", true)]
    [InlineData("line one", """{"text":"\u006cine one"}""", true)]
    [InlineData("he said \"no\"", """{"text":"he said \"No\""}""", true)]
    [InlineData("https://example.com", """{"url":"https:\/\/example.com\/"}""", true)]
    [InlineData("😀 hi", """{"text":"\ud83d\ude00 hi"}""", true)]
    [InlineData("after", """{"bad":"\ud83d","text":"\u0061fter"}""", true)]
    [InlineData("after", """{"text":"\u0061fter""", false)]
    [InlineData("100%", """{"text":"100%"}""", true)]
    [InlineData("%", "{}", null)]
    [InlineData("ab", "{}", null)]
    [InlineData(" ab ", "{}", null)]
    [InlineData(null, "{}", null)]
    public void A_text_is_found_without_case_and_where_JSON_escapes_it(string? text, string payload, bool? found) =>
        Assert.Equal(found, SearchedText.Read(text)?.In(Encoding.UTF8.GetBytes(payload)));

    [Fact]
    public void A_text_has_at_most_300_characters()
    {
        Assert.NotNull(SearchedText.Read(new string('a', 300)));
        Assert.Null(SearchedText.Read(new string('a', 301)));
    }
}
