using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts.People;

/// <summary>Identity's errors in this application's words, each at its field.</summary>
internal static class IdentityFaults
{
    public const string Email = "email";
    public const string Password = "password";
    public const string CurrentPassword = "currentPassword";
    public const string NewPassword = "newPassword";

    /// <summary>What is wrong before anybody is asked.</summary>
    public static List<FieldError> Check(string? email, string? password)
    {
        var errors = new List<FieldError>();
        if (!EmailAddress.IsValid(email))
        {
            errors.Add(new FieldError(Email, "Give an e-mail address, for example name@example.com."));
        }

        if (PasswordRule.Error(password, email) is { } fault)
        {
            errors.Add(new FieldError(Password, $"The password {fault}"));
        }

        return errors;
    }

    public static IReadOnlyList<FieldError> ToFieldErrors(this IdentityResult result) =>
        [.. result.Errors.Select(ToFieldError).Distinct()];

    private static FieldError ToFieldError(IdentityError error) => error.Code switch
    {
        nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) =>
            new FieldError(Email, "Somebody with this e-mail address is already here."),
        nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) =>
            new FieldError(Email, "Give an e-mail address, for example name@example.com."),
        _ => new FieldError("", error.Description),
    };
}
