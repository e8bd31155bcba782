using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>The first administrator: section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    public AdministratorOptions Administrator { get; set; } = new();
}

/// <summary>The account to create at start if there are no users. Set both values, or neither to get a setup link in the log.</summary>
public sealed class AdministratorOptions : IValidatableObject
{
    public string? Email { get; set; }

    /// <summary>At least <see cref="PasswordRule.MinLength"/> characters.</summary>
    [Secret]
    public string? Password { get; set; }

    internal bool IsSet => HasEmail && HasPassword;

    private bool HasEmail => !string.IsNullOrEmpty(Email);

    private bool HasPassword => !string.IsNullOrEmpty(Password);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (HasEmail && !EmailAddress.IsValid(Email))
        {
            yield return new ValidationResult("must be an e-mail address, for example admin@example.com.", [nameof(Email)]);
        }

        if (HasPassword && PasswordRule.Error(Password, Email) is { } error)
        {
            yield return new ValidationResult(error, [nameof(Password)]);
        }

        if (HasEmail != HasPassword)
        {
            var (missing, given) = HasEmail ? (nameof(Password), nameof(Email)) : (nameof(Email), nameof(Password));
            yield return new ValidationResult($"must be set if {given} is set. Set both, or neither for a setup link.", [missing]);
        }
    }
}
