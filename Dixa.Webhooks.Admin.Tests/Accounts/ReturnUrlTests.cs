using Dixa.Webhooks.Admin.Components;

namespace Dixa.Webhooks.Admin.Accounts;

public sealed class ReturnUrlTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/settings/people?x=1", "/settings/people?x=1")]
    [InlineData("/\u00a0x", "/%C2%A0x")]
    [InlineData("/settings?q=\u00e4", "/settings?q=%C3%A4")]
    [InlineData("/\ud83d\ude00", "/%F0%9F%98%80")]
    [InlineData("/\uff0fevil.example", "/%EF%BC%8Fevil.example")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("settings", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public void A_return_address_outside_the_application_is_not_followed(string? url, string goesTo) =>
        Assert.Equal(goesTo, AppUrls.LocalOrHome(url, "/"));

    [Theory]
    [InlineData("/hooks/settings/people?x=1", "/hooks/settings/people?x=1")]
    [InlineData("/hooks/", "/hooks/")]
    [InlineData("/Hooks/settings", "/Hooks/settings")]
    [InlineData("/hooks", "/hooks/")]
    [InlineData("/hooks-of-others/", "/hooks/")]
    [InlineData("/another-application", "/hooks/")]
    [InlineData("//evil.example/hooks/", "/hooks/")]
    public void A_return_address_outside_the_base_path_is_not_followed(string? url, string goesTo) =>
        Assert.Equal(goesTo, AppUrls.LocalOrHome(url, "/hooks/"));
}
