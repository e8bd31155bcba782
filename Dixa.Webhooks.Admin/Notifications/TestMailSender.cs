using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>Sends a test e-mail to the administrator who asks for it.</summary>
public sealed class TestMailSender(MailSender mail, AuditLog audit, TimeProvider time, IOptions<NotificationsOptions> options)
{
    /// <summary>Shorter than for other e-mails, because a person waits for the result.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private const string Subject = "Test e-mail from Dixa Webhooks";

    private const string Body = """
        This is a test e-mail from Dixa Webhooks.

        An administrator requested it on the page Settings > System. If you can read it, notifications about disabled webhooks reach you too.
        """;

    private readonly SmtpOptions _smtp = options.Value.Smtp;

    /// <summary>Sends it, and records that in the audit log first.</summary>
    public async Task<TestMailResult> SendAsync(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new TestMailResult.Forbidden();
        }

        if (!_smtp.IsOn)
        {
            return new TestMailResult.Failed("No mail server is set.");
        }

        if (!EmailAddress.IsValid(actor.Name))
        {
            return new TestMailResult.Failed("Your account has no valid e-mail address.");
        }

        await audit.RecordAsync(actor, AuditTarget.Application, new Activity.TestMailSent(), cancel);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            var result = await mail.SendAsync([actor.Name], Subject, Body, either.Token);
            return result.Refused is [var refused, ..] ? new TestMailResult.Failed(refused.Reason) : new TestMailResult.Sent(actor.Name, result.Response);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return new TestMailResult.Failed($"The server did not accept the e-mail within {Timeout.TotalSeconds:0} s.");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Mail servers and libraries can throw anything, and what they say is the result.
            return new TestMailResult.Failed(error.Message);
        }
    }
}

/// <summary>The result of a test e-mail.</summary>
public abstract record TestMailResult
{
    private TestMailResult()
    {
    }

    /// <param name="To">The recipient.</param>
    /// <param name="Response">The server's last words; null if it said nothing.</param>
    public sealed record Sent(string To, string? Response) : TestMailResult;

    /// <param name="Reason">What the server or the connection said.</param>
    public sealed record Failed(string Reason) : TestMailResult;

    public sealed record Forbidden : TestMailResult;
}
