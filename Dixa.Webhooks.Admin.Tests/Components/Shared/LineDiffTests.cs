namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class LineDiffTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a", "a", " a")]
    [InlineData("", "a", "+a")]
    [InlineData("a", "", "-a")]
    [InlineData("a,b,c", "a,x,c", " a,-b,+x, c")]
    [InlineData("a,b,c,d", "b,c,d,e", "-a, b, c, d,+e")]
    [InlineData("a,b,c", "c,b,a", "-a,-b, c,+b,+a")]
    [InlineData("a,a", "a,a,a", " a, a,+a")]
    public void Each_line_is_the_same_removed_or_added(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join(',', LineDiff.Between(Lines(before), Lines(after)).Select(Word)));

    [Fact]
    public void Both_texts_can_be_read_from_the_result()
    {
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var (before, after) = (Some(), Some());

            var lines = LineDiff.Between(before, after);

            Assert.Equal(before, lines.Where(line => line.Kind is not DiffKind.Added).Select(line => line.Text));
            Assert.Equal(after, lines.Where(line => line.Kind is not DiffKind.Removed).Select(line => line.Text));
        }

        string[] Some() => [.. Enumerable.Range(0, random.Next(12)).Select(_ => $"{(char)('a' + random.Next(4))}")];
    }

    [Fact]
    public void Very_long_texts_are_replaced_as_a_whole()
    {
        string[] before = ["same", .. Enumerable.Range(0, 3_000).Select(i => $"a{i}")];
        string[] after = ["same", .. Enumerable.Range(0, 3_000).Select(i => $"b{i}")];

        var lines = LineDiff.Between(before, after);

        Assert.Equal((1, 3_000, 3_000), (lines.Count(line => line.Kind is DiffKind.Same), lines.Count(line => line.Kind is DiffKind.Removed), lines.Count(line => line.Kind is DiffKind.Added)));
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split(',');

    private static string Word(DiffLine line) => line.Kind switch
    {
        DiffKind.Added => $"+{line.Text}",
        DiffKind.Removed => $"-{line.Text}",
        _ => $" {line.Text}",
    };
}
