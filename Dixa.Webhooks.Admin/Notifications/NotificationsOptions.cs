using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>Notifications about webhooks that were disabled automatically: section <c>Notifications</c>.</summary>
public sealed class NotificationsOptions
{
    public const string Section = "Notifications";

    public SmtpOptions Smtp { get; set; } = new();
}

/// <summary>The mail server. Without a host, no e-mails are sent.</summary>
public sealed class SmtpOptions : IValidatableObject
{
    public string? Host { get; set; }

    [Between(1, 65_535)]
    public int Port { get; set; } = 587;

    public SmtpSecurity Security { get; set; }

    /// <summary>The sender's e-mail address.</summary>
    public string? From { get; set; }

    /// <summary>Set together with <see cref="Password"/>, or neither if the server requires no sign-in.</summary>
    public string? User { get; set; }

    [Secret]
    public string? Password { get; set; }

    internal bool IsOn => !string.IsNullOrEmpty(Host);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(From) ? !EmailAddress.IsValid(From) : IsOn)
        {
            yield return new ValidationResult("must be the sender's e-mail address, for example webhooks@example.com.", [nameof(From)]);
        }

        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password))
        {
            yield return new SettingSentence(
                "Set both User and Password, or neither if the server requires no sign-in.", string.IsNullOrEmpty(User) ? nameof(User) : nameof(Password));
        }

        if (!IsOn && !string.IsNullOrEmpty(From))
        {
            yield return new ValidationResult("must be the mail server's name, for example smtp.example.com, if From is set.", [nameof(Host)]);
        }
    }
}

/// <summary>How the connection to the mail server is encrypted.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS on port 465. STARTTLS on other ports: required if there is a user, otherwise used if the server offers it.</summary>
    Auto,

    /// <summary>No encryption, even for the password.</summary>
    None,

    StartTls,

    /// <summary>TLS from the first byte, as on port 465.</summary>
    Tls,
}
