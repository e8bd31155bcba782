using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Operations.Status;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>The mail server, and a button that sends a test e-mail to the person who is signed in.</summary>
public sealed partial class MailPart(MailQueries queries, TestMailSender sender, CurrentActor current, TimeProvider time, ILogger<MailPart> logger)
    : PollingComponent<MailStatus>(time, logger)
{
    private TestMailResult? _result;
    private bool _isSending;

    protected override Task<MailStatus> ReadAsync(CancellationToken cancel) => queries.ReadAsync(cancel);

    private async Task SendAsync()
    {
        (_isSending, _result) = (true, null);
        try
        {
            _result = await sender.SendAsync(await current.GetAsync());
        }
        finally
        {
            _isSending = false;
        }
    }
}
