namespace Dixa.Webhooks.Admin.Components.Search;

public sealed class OpenDeliveryTests
{
    [Fact]
    public void It_is_read_back_from_the_URL()
    {
        var open = new OpenDelivery(Guid.NewGuid(), 42);

        Assert.Equal(open, OpenDelivery.Read(open.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("crm.42")]
    [InlineData("0be2bd61-7e28-4620-87f0-74952725d960.-1")]
    [InlineData("0be2bd61-7e28-4620-87f0-74952725d960.1.2")]
    public void Anything_else_opens_nothing(string? text) => Assert.Null(OpenDelivery.Read(text));
}
