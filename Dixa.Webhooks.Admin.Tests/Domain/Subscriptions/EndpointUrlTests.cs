namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

public sealed class EndpointUrlTests
{
    public static TheoryData<string, string> Bad { get; } = new()
    {
        { "", "Enter a URL" },
        { "   ", "Enter a URL" },
        { "/webhooks", "https:// or http://" },
        { "example.com/webhooks", "https:// or http://" },
        { "//example.com/webhooks", "https:// or http://" },
        { "ftp://example.com/webhooks", "https:// or http://" },
        { "file:///etc/passwd", "https:// or http://" },
        { "mailto:ops@example.com", "https:// or http://" },
        { "javascript:alert(1)", "https:// or http://" },
        { "https://", "https:// or http://" },
        { "https:///webhooks", "https:// or http://" },
        { "https://example.com:99999/", "The URL's port must be between 1 and 65535." },
        { "http://[::1]:65536", "The URL's port must be between 1 and 65535." },
        { "https://example.com:123456789012345678901/in?x=1", "The URL's port must be between 1 and 65535." },
        { "https://example.com:99a/", "https:// or http://" },
        { "ftp://example.com:99999/", "https:// or http://" },
        { "https://user:password@example.com/", "user name or password" },
        { "https://user@example.com/", "user name or password" },
        { "https://example.com/a b", "spaces" },
        { "https://example.com/\r\nX-Evil: 1", "control characters" },
        { "https://example.com/\0", "control characters" },
        { "https://exam\u200bple.com/", "The URL contains an invisible character (U+200B, zero width space) at position 13. Remove it." },
        { "https://example.com/\u202ea", "right-to-left override) at position 21" },
        { Long(2_001), "at most 2,000 characters (it has 2,001)" },
    };

    public static TheoryData<string> Good { get; } =
    [
        "https://example.com",
        "https://example.com/webhooks",
        "http://127.0.0.1:8080/in?token=a%20b&x=1",
        "https://[::1]:8443/",
        "HTTPS://EXAMPLE.COM/",
        "https://bücher.example/ä",
        Long(2_000),
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public void An_invalid_URL_is_refused_with_what_is_allowed(string text, string error)
    {
        Assert.False(EndpointUrl.TryParse(text, out var url, out var said));
        Assert.Null(url);
        Assert.Contains(error, said);
    }

    [Fact]
    public void A_missing_URL_is_refused() => Assert.False(EndpointUrl.TryParse(null, out _, out _));

    [Fact]
    public void A_password_in_a_URL_is_not_repeated()
    {
        Assert.False(EndpointUrl.TryParse("https://user:hunter2@example.com/", out _, out var error));
        Assert.DoesNotContain("hunter2", error);
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void A_valid_URL_is_kept_as_entered(string text)
    {
        Assert.True(EndpointUrl.TryParse(text, out var url, out var error));
        Assert.Null(error);
        Assert.Equal(text, url.Text);
        Assert.Equal(text, url.ToString());
    }

    [Fact]
    public void Spaces_around_a_URL_are_removed()
    {
        Assert.True(EndpointUrl.TryParse("  https://example.com/in \n", out var url, out _));
        Assert.Equal("https://example.com/in", url.Text);
    }

    [Theory]
    [InlineData("\ufeffhttps://example.com/in")]
    [InlineData("https://example.com/in\u200b")]
    [InlineData("\u200e https://example.com/in \u2060\u00ad")]
    public void Invisible_characters_around_a_URL_are_removed(string text)
    {
        Assert.True(EndpointUrl.TryParse(text, out var url, out _));
        Assert.Equal("https://example.com/in", url.Text);
        Assert.Equal("/in", url.Uri.PathAndQuery);
    }

    [Fact]
    public void A_URL_that_an_earlier_version_stored_can_still_be_read()
    {
        Assert.Equal("https://example.com/a\u200bb", EndpointUrl.Stored("https://example.com/a\u200bb").Text);
        Assert.Throws<InvalidOperationException>(() => EndpointUrl.Stored("nonsense"));
    }

    [Theory]
    [InlineData("https://example.com", "/")]
    [InlineData("https://example.com/", "/")]
    [InlineData("https://example.com?x=1", "/?x=1")]
    [InlineData("https://example.com/h?x=%7Euser&z=%41", "/h?x=%7Euser&z=%41")]
    [InlineData("https://example.com/h?q=%c3%a9", "/h?q=%c3%a9")]
    [InlineData("https://example.com/dot/%2e%2e/x", "/dot/%2e%2e/x")]
    [InlineData("https://example.com/dot/../x", "/dot/../x")]
    [InlineData("https://example.com//a/?&b=&b=;c?", "//a/?&b=&b=;c?")]
    [InlineData("https://example.com/a%2Fb%3A+%20%2B", "/a%2Fb%3A+%20%2B")]
    [InlineData("https://example.com/a|b?d={x}&e=^", "/a%7Cb?d=%7Bx%7D&e=%5E")]
    [InlineData("https://example.com/\u00fc?q=\U0001F600", "/%C3%BC?q=%F0%9F%98%80")]
    [InlineData("https://example.com/100%", "/100%25")]
    [InlineData("https://example.com/?next=https://other.example/x", "/?next=https://other.example/x")]
    public void The_request_uses_the_URL_as_entered(string text, string requested)
    {
        Assert.True(EndpointUrl.TryParse(text, out var url, out _));

        Assert.Equal(requested, url.RequestUri.PathAndQuery);
        Assert.Equal((url.Uri.Scheme, url.Uri.IdnHost, url.Uri.Port), (url.RequestUri.Scheme, url.RequestUri.IdnHost, url.RequestUri.Port));
    }

    private static string Long(int length) => "https://example.com/".PadRight(length, 'a');
}
