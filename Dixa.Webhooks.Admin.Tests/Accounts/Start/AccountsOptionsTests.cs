using Dixa.Webhooks.Admin.Startup;
using Microsoft.Extensions.Configuration;

namespace Dixa.Webhooks.Admin.Accounts.Start;

public sealed class AccountsOptionsTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", "", null)]
    [InlineData("ada@example.com", "twelve chars", null)]
    [InlineData("ada@example.com", null, "Accounts:Administrator:Password must be set if Email is set. Set both, or neither for a setup link.")]
    [InlineData(null, "twelve chars", "Accounts:Administrator:Email must be set if Password is set. Set both, or neither for a setup link.")]
    [InlineData("ada", "twelve chars", "Accounts:Administrator:Email must be an e-mail address, for example admin@example.com.")]
    [InlineData("Ada <ada@example.com>", "twelve chars", "Accounts:Administrator:Email must be an e-mail address, for example admin@example.com.")]
    [InlineData("ada@example.com", "            ", "Accounts:Administrator:Password must not consist of spaces only.")]
    [InlineData("ada.lovelace@example.com", "ada-lovelace-1815", "Accounts:Administrator:Password must not be made of the e-mail address.")]
    [InlineData("ada@example.com", "eleven char", "Accounts:Administrator:Password must have at least 12 characters.")]
    public void E_mail_and_password_must_be_set_together(string? email, string? password, string? error) =>
        Assert.Equal(error is null ? [] : [error], Errors(("Accounts:Administrator:Email", email), ("Accounts:Administrator:Password", password)));

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("0123456789abcdef", null)]
    [InlineData("0123456789abcde", "Api:BootstrapToken must be at least 16 characters.")]
    [InlineData("0123456789 abcdef", "Api:BootstrapToken must consist of visible ASCII characters without spaces, because it is sent in a header.")]
    [InlineData("0123456789æbcdef", "Api:BootstrapToken must consist of visible ASCII characters without spaces, because it is sent in a header.")]
    public void A_bootstrap_token_must_be_long_and_valid_in_a_header(string? token, string? error) =>
        Assert.Equal(error is null ? [] : [error], Errors(("Api:BootstrapToken", token)));

    private static IReadOnlyList<string> Errors(params (string Key, string? Value)[] settings) =>
        SettingsCheck.Errors(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build());
}
