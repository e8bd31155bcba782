using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>Validates the section <c>Accounts</c> at start. Each error starts with the setting's key.</summary>
internal sealed class AccountsOptionsCheck : IValidateOptions<AccountsOptions>
{
    private const string Email = "Accounts:Administrator:Email";
    private const string Password = "Accounts:Administrator:Password";

    public ValidateOptionsResult Validate(string? name, AccountsOptions options)
    {
        var errors = Errors(options.Administrator).ToList();
        return errors is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(AdministratorOptions administrator)
    {
        var hasEmail = !string.IsNullOrEmpty(administrator.Email);
        var hasPassword = !string.IsNullOrEmpty(administrator.Password);
        if (hasEmail && !EmailAddress.IsValid(administrator.Email))
        {
            yield return $"{Email} must be an e-mail address, for example admin@example.com.";
        }

        if (hasPassword && PasswordRule.Error(administrator.Password, administrator.Email) is { } error)
        {
            yield return $"{Password} {error}";
        }

        if (hasEmail != hasPassword)
        {
            yield return hasEmail
                ? $"{Password} must be set if {Email} is set. Set both, or neither for a setup link."
                : $"{Email} must be set if {Password} is set. Set both, or neither for a setup link.";
        }
    }
}
