namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class PageSizeTests
{
    [Theory]
    [InlineData(null, 25)]
    [InlineData("25", 25)]
    [InlineData("50", 50)]
    [InlineData("100", 100)]
    [InlineData("1000000", 25)]
    [InlineData("-50", 25)]
    [InlineData("fifty", 25)]
    public void Only_offered_sizes_are_read(string? text, int size) => Assert.Equal(size, PageSize.Read(text));

    [Fact]
    public void Each_offered_size_is_read_back() => Assert.All(PageSize.All, size => Assert.Equal(size, PageSize.Read(PageSize.Write(size))));

    [Fact]
    public void The_default_stays_out_of_the_URL() => Assert.Null(PageSize.Write(PageSize.Default));
}
