using Dixa.Webhooks.Admin.Accounts.Passwords;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>The first administrator: section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    public AdministratorOptions Administrator { get; set; } = new();
}

/// <summary>Who is created at start when there is no user at all. Both values or none; with none the application prints a setup link.</summary>
public sealed class AdministratorOptions
{
    public string? Email { get; set; }

    /// <summary>At least <see cref="PasswordRule.MinimumLength"/> characters.</summary>
    public string? Password { get; set; }

    internal bool AreGiven => !string.IsNullOrEmpty(Email) && !string.IsNullOrEmpty(Password);
}
