using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Accounts.Tokens;
namespace Dixa.Webhooks.Admin.Accounts.Start;

public sealed class AccountsOptionsCheckTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", "", null)]
    [InlineData("ada@example.com", "twelve chars", null)]
    [InlineData("ada@example.com", null, "Accounts:Administrator:Password must be set if Accounts:Administrator:Email is set.")]
    [InlineData(null, "twelve chars", "Accounts:Administrator:Email must be set if Accounts:Administrator:Password is set.")]
    [InlineData("ada", "twelve chars", "Accounts:Administrator:Email must be an e-mail address")]
    [InlineData("Ada <ada@example.com>", "twelve chars", "Accounts:Administrator:Email must be an e-mail address")]
    [InlineData("ada@example.com", "            ", "Accounts:Administrator:Password must not consist of spaces only.")]
    [InlineData("ada.lovelace@example.com", "ada-lovelace-1815", "Accounts:Administrator:Password must not be made of the e-mail address.")]
    [InlineData("ada@example.com", "eleven char", "Accounts:Administrator:Password must have at least 12 characters.")]
    public void E_mail_and_password_must_be_set_together(string? email, string? password, string? fault)
    {
        var options = new AccountsOptions { Administrator = new AdministratorOptions { Email = email, Password = password } };

        var result = new AccountsOptionsCheck().Validate(null, options);

        Assert.StartsWith(fault ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
        Assert.Equal(fault is null, result.Succeeded);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("0123456789abcdef", true)]
    [InlineData("0123456789abcde", false)]
    [InlineData("0123456789 abcdef", false)]
    [InlineData("0123456789æbcdef", false)]
    public void A_bootstrap_token_must_be_long_and_valid_in_a_header(string? token, bool fits) =>
        Assert.Equal(fits, new ApiOptions { BootstrapToken = token } is var options && Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
}
