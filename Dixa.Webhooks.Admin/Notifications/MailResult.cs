namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>The result of an e-mail that the mail server accepted for at least one recipient.</summary>
public sealed record MailResult(IReadOnlyList<string> Accepted, IReadOnlyList<RefusedRecipient> Refused)
{
    /// <summary>The server's last words; null if it said nothing.</summary>
    public string? Response { get; init; }
}

/// <summary>A recipient that the mail server refused.</summary>
/// <param name="Address">The e-mail address.</param>
/// <param name="Reason">The server's response.</param>
/// <param name="IsTemporary">Whether the server may accept the recipient later (a 4xx response), for example because of greylisting.</param>
public sealed record RefusedRecipient(string Address, string Reason, bool IsTemporary);
