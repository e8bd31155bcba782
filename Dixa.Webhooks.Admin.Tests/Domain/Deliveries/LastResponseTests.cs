using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

public sealed class LastResponseTests
{
    [Theory]
    [InlineData(401, null, "authorization")]
    [InlineData(403, null, "authorization")]
    [InlineData(404, null, "URL")]
    [InlineData(410, null, "URL")]
    [InlineData(429, null, "rate limiting")]
    [InlineData(400, null, "did not accept")]
    [InlineData(500, null, "server error")]
    [InlineData(503, null, "server error")]
    [InlineData(null, FailureClass.Dns, "does not resolve")]
    [InlineData(200, FailureClass.Timeout, "did not finish")]
    public void It_says_what_to_check_first(int? status, FailureClass? failure, string advice) =>
        Assert.Contains(advice, LastResponse.Of(status, failure, null).Advice, StringComparison.Ordinal);

    [Theory]
    [InlineData(500, "", false)]
    [InlineData(501, "…", true)]
    [InlineData(16_000, "…", true)]
    public void The_start_of_the_body_is_kept_with_an_ellipsis(int length, string end, bool cut)
    {
        var kept = Encoding.UTF8.GetString(LastResponse.Of(500, null, Encoding.UTF8.GetBytes(new string('x', length))).Body!);

        Assert.Equal(new string('x', 500) + end, kept);
        Assert.Equal(cut, kept.Length > 500);
    }

    [Theory]
    [InlineData("ä", 250)]
    [InlineData("xä", 166)]
    [InlineData("語", 166)]
    [InlineData("😀", 125)]
    [InlineData("x😀", 100)]
    public void A_character_is_not_split(string text, int whole)
    {
        var body = string.Concat(Enumerable.Repeat(text, 1_000));

        var kept = Encoding.UTF8.GetString(LastResponse.Of(500, null, Encoding.UTF8.GetBytes(body)).Body!);

        Assert.DoesNotContain('\uFFFD', kept);
        Assert.StartsWith(string.Concat(Enumerable.Repeat(text, whole)), kept, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_body_counts_as_none()
    {
        Assert.Null(LastResponse.Of(500, null, []).Body);
        Assert.Null(LastResponse.Of(500, null, null).Body);
    }

    [Fact]
    public void Binary_bodies_are_kept_up_to_the_same_length() =>
        Assert.InRange(LastResponse.Of(500, null, [.. Enumerable.Repeat((byte)0x80, 1_000)]).Body!.Length, 497, 503);
}
