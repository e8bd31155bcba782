using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>Stops a start with settings that could not work. Each message begins with the key.</summary>
internal sealed class AccountsOptionsCheck : IValidateOptions<AccountsOptions>
{
    private const string Email = "Accounts:Administrator:Email";
    private const string Password = "Accounts:Administrator:Password";

    public ValidateOptionsResult Validate(string? name, AccountsOptions options)
    {
        var faults = Faults(options.Administrator).ToList();
        return faults is [] ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(AdministratorOptions administrator)
    {
        var hasEmail = !string.IsNullOrEmpty(administrator.Email);
        var hasPassword = !string.IsNullOrEmpty(administrator.Password);
        if (hasEmail && !EmailAddress.IsValid(administrator.Email))
        {
            yield return $"{Email} must be an e-mail address, for example admin@example.com.";
        }

        if (hasPassword && PasswordRule.Error(administrator.Password, administrator.Email) is { } fault)
        {
            yield return $"{Password} {fault}";
        }

        if (hasEmail != hasPassword)
        {
            yield return hasEmail
                ? $"{Password} must be set when {Email} is. Set both, or neither for a setup link."
                : $"{Email} must be set when {Password} is. Set both, or neither for a setup link.";
        }
    }
}
