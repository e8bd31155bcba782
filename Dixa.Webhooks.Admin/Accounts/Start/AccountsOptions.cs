using Dixa.Webhooks.Admin.Accounts.Passwords;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>The first administrator: section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    public AdministratorOptions Administrator { get; set; } = new();
}

/// <summary>The account to create at start if there are no users. Set both values, or neither to get a setup link in the log.</summary>
public sealed class AdministratorOptions
{
    public string? Email { get; set; }

    /// <summary>At least <see cref="PasswordRule.MinimumLength"/> characters.</summary>
    public string? Password { get; set; }

    internal bool IsSet => !string.IsNullOrEmpty(Email) && !string.IsNullOrEmpty(Password);
}
