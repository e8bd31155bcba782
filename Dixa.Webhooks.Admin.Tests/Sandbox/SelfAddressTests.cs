namespace Dixa.Webhooks.Admin.Sandbox;

public sealed class SelfAddressTests
{
    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080/sandbox", "127.0.0.1 ::1")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/sandbox", "127.0.0.1")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080/sandbox", "::1")]
    [InlineData("http://0.0.0.0:5080", "http://localhost:5080/sandbox", "127.0.0.1 ::1")]
    [InlineData("http://[::]:5080", "http://localhost:5080/sandbox", "127.0.0.1 ::1")]
    [InlineData("http://*:5080", "http://localhost:5080/sandbox", "127.0.0.1 ::1")]
    [InlineData("http://+:80", "http://localhost/sandbox", "127.0.0.1 ::1")]
    [InlineData("http://webhooks.example:5080", "http://localhost:5080/sandbox", "127.0.0.1 ::1")]
    [InlineData("http://10.1.2.3:5080", "http://10.1.2.3:5080/sandbox", "10.1.2.3")]
    [InlineData("https://localhost:5081;http://localhost:5080", "http://localhost:5080/sandbox", "127.0.0.1 ::1")]
    [InlineData("http://unix:/run/dixa.sock;http://localhost:5080", "http://localhost:5080/sandbox", "127.0.0.1 ::1")]
    public void The_application_reaches_itself_by_the_first_http_address(string listening, string url, string addresses)
    {
        var found = SelfAddress.Find(listening.Split(';'), "/sandbox");

        Assert.Equal((url, addresses), (found!.Url.ToString(), string.Join(' ', found.Addresses)));
    }

    [Theory]
    [InlineData("https://localhost:5081")]
    [InlineData("http://unix:/run/dixa.sock")]
    public void Without_an_http_address_there_is_none(string listening) => Assert.Null(SelfAddress.Find([listening], "/sandbox"));
}
