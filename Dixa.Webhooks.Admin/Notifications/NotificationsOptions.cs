using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.People;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>How people hear of a webhook that was disabled automatically: section <c>Notifications</c>.</summary>
public sealed class NotificationsOptions : IValidatableObject
{
    public const string Section = "Notifications";

    /// <summary>Where people reach the application, for links in e-mails; without it they have none.</summary>
    public string? AppUrl { get; set; }

    public SmtpOptions Smtp { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(AppUrl) && !(Uri.TryCreate(AppUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return new ValidationResult("Give the address under which people reach the application, for example https://webhooks.example.com.", [nameof(AppUrl)]);
        }
    }
}

/// <summary>The mail server. Without a host no e-mail is sent.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    public string? Host { get; set; }

    [Range(1, 65_535, ErrorMessage = "must be between 1 and 65535.")]
    public int Port { get; set; } = 587;

    [EnumDataType(typeof(SmtpSecurity), ErrorMessage = "must be Auto, None, StartTls or Tls.")]
    public SmtpSecurity Security { get; set; }

    /// <summary>Who sends, an e-mail address.</summary>
    public string? From { get; set; }

    /// <summary>With <see cref="Password"/>, or neither for a server that asks for none.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    internal bool IsOn => !string.IsNullOrEmpty(Host);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(From) ? !EmailAddress.IsValid(From) : IsOn)
        {
            yield return new ValidationResult("Give the sender's e-mail address, for example webhooks@example.com.", [nameof(From)]);
        }

        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password))
        {
            yield return new ValidationResult(
                "Set User and Password, or neither for a server that asks for none.", [string.IsNullOrEmpty(User) ? nameof(User) : nameof(Password)]);
        }

        if (!IsOn && !string.IsNullOrEmpty(From))
        {
            yield return new ValidationResult("Give the mail server's name, for example smtp.example.com, or leave From empty too.", [nameof(Host)]);
        }
    }
}

/// <summary>How the connection to the mail server is encrypted.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS on port 465. Elsewhere STARTTLS, which is required when there is a user and used when offered when there is none.</summary>
    Auto,

    /// <summary>No encryption, not even for the password.</summary>
    None,

    StartTls,

    /// <summary>From the first byte, as on port 465.</summary>
    Tls,
}
