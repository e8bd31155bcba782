using System.Net;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class KnownProxyTests
{
    [Theory]
    [InlineData("10.0.0.5", "10.0.0.5", "10.0.0.6")]
    [InlineData("10.0.0.0/24", "10.0.0.77", "10.0.1.1")]
    [InlineData("::1", "::1", "::2")]
    [InlineData("fd00::/8", "fd12::1", "fe80::1")]
    [InlineData("::ffff:10.0.0.5", "10.0.0.5", "10.0.0.6")]
    [InlineData("::ffff:10.0.0.0/120", "10.0.0.77", "10.0.1.1")]
    public void An_address_or_network_covers_only_itself(string text, string covered, string other)
    {
        Assert.Null(KnownProxy.Error(text));
        var network = KnownProxy.Parse(text);
        Assert.Equal((true, false), (network.Contains(IPAddress.Parse(covered)), network.Contains(IPAddress.Parse(other))));
    }

    [Theory]
    [InlineData("proxy.example.com", "is not an address or a network. It must be an address such as 10.0.0.5 or a network such as 10.0.0.0/24.")]
    [InlineData("", "is not an address or a network.")]
    [InlineData("10.0.0.5:80", "is not an address or a network.")]
    [InlineData("10.0.0.0/33", "is not an address or a network.")]
    [InlineData("0.0.0.0/0", "covers every address")]
    [InlineData("::/0", "covers every address")]
    [InlineData("0.0.0.0", "covers every address")]
    [InlineData("::", "covers every address")]
    [InlineData("::ffff:0.0.0.0/96", "covers every address")]
    public void Anything_else_is_refused_with_what_is_allowed(string text, string message) => Assert.Contains($"\"{text}\" {message}", KnownProxy.Error(text), StringComparison.Ordinal);
}
