using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts.People;

/// <summary>Converts Identity's errors to this application's messages and fields.</summary>
internal static class IdentityErrors
{
    public const string Email = "email";
    public const string Password = "password";
    public const string CurrentPassword = "currentPassword";
    public const string NewPassword = "newPassword";

    /// <summary>Validates the input before Identity sees it.</summary>
    public static List<FieldError> Check(string? email, string? password)
    {
        var errors = new List<FieldError>();
        if (!EmailAddress.IsValid(email))
        {
            errors.Add(new FieldError(Email, "Enter an e-mail address, for example name@example.com."));
        }

        if (PasswordRule.Error(password, email) is { } error)
        {
            errors.Add(new FieldError(Password, $"The password {error}"));
        }

        return errors;
    }

    public static IReadOnlyList<FieldError> ToFieldErrors(this IdentityResult result) =>
        [.. result.Errors.Select(ToFieldError).Distinct()];

    private static FieldError ToFieldError(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) =>
            new FieldError(Email, "A person with this e-mail address already exists."),
        nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) =>
            new FieldError(Email, "Enter an e-mail address, for example name@example.com."),
        _ => new FieldError("", error.Description),
    };
}
