namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>What the mail server did with an e-mail that it accepted for at least one recipient.</summary>
/// <param name="Accepted">The recipients who get it.</param>
/// <param name="Refused">The recipients whom the server refused.</param>
public sealed record MailResult(IReadOnlyList<string> Accepted, IReadOnlyList<RefusedRecipient> Refused);

/// <summary>A recipient whom the mail server refused.</summary>
/// <param name="Address">The e-mail address.</param>
/// <param name="Reason">The server's answer.</param>
/// <param name="IsTemporary">The server may accept the recipient later (a 4xx answer), for example when it greylists.</param>
public sealed record RefusedRecipient(string Address, string Reason, bool IsTemporary);
