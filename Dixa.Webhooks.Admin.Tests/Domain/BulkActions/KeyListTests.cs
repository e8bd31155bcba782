using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.BulkActions;

public sealed class KeyListTests
{
    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("127 128 129")]
    [InlineData("1 2 300 301 70000 5000000000 9223372036854775807")]
    public void Keys_are_read_as_they_were_written(string text)
    {
        long[] keys = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => long.Parse(key, CultureInfo.InvariantCulture))];

        Assert.Equal(keys, KeyList.Read(KeyList.Write(keys)));
    }

    [Fact]
    public void A_thousand_neighbors_take_about_a_byte_each() => Assert.InRange(KeyList.Write(Enumerable.Range(0, 1_000).Select(i => 9_000_000_000L + i)).Length, 1_000, 1_010);

    [Fact]
    public void Keys_in_another_order_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => KeyList.Write([2, 1]));
}
