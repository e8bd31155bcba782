using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Notifications;

public sealed class TestMailSenderTests : StoreTest
{
    private static readonly Actor Ada = Actors.Administrator with { Name = "ada@example.com" };

    [Fact]
    public async Task It_goes_to_the_administrator_who_asks_and_the_servers_words_are_returned()
    {
        await using var server = new SmtpServer { Reply = command => command == SmtpServer.EndOfMessage ? "250 2.0.0 queued as 4711" : null };

        var result = await Sender(server.Port).SendAsync(Ada, Cancel);

        var sent = Assert.IsType<TestMailResult.Sent>(result);
        Assert.Equal("ada@example.com", sent.To);
        Assert.Contains("queued as 4711", sent.Response, StringComparison.Ordinal);
        var (recipients, text) = Assert.Single(server.Messages);
        Assert.Equal(["ada@example.com"], recipients);
        Assert.Contains("Subject: Test e-mail from Dixa Webhooks", text, StringComparison.Ordinal);
        Assert.Equal([AuditAction.TestMailSent], (await Store.AuditedAsync()).Select(row => row.Action));
    }

    [Theory]
    [InlineData("RCPT", "550 nobody of that name", "nobody of that name")]
    [InlineData("MAIL", "550 not from you", "not from you")]
    [InlineData(SmtpServer.Greeting, "554 no service for you", "no service for you")]
    public async Task A_refusal_is_returned_in_the_servers_words(string step, string reply, string words)
    {
        await using var server = new SmtpServer { Reply = command => (step.Length == 0 ? command.Length == 0 : command.StartsWith(step, StringComparison.Ordinal)) ? reply : null };

        Assert.Contains(words, Assert.IsType<TestMailResult.Failed>(await Sender(server.Port).SendAsync(Ada, Cancel)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_respond_is_given_up_after_the_timeout()
    {
        await using var server = new SmtpServer { Reply = _ => SmtpServer.Hang };
        var sending = Sender(server.Port).SendAsync(Ada, Cancel);
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Store.Time.Advance(TestMailSender.Timeout);
                return Task.FromResult(sending.IsCompleted);
            },
            "the test e-mail is given up");

        Assert.Equal("The server did not accept the e-mail within 20 s.", Assert.IsType<TestMailResult.Failed>(await sending).Reason);
    }

    [Fact]
    public async Task Without_a_server_or_for_others_nothing_is_sent_or_recorded()
    {
        Assert.Equal("No mail server is set.", Assert.IsType<TestMailResult.Failed>(await Sender(port: null).SendAsync(Ada, Cancel)).Reason);
        Assert.IsType<TestMailResult.Forbidden>(await Sender(FreePort.Find()).SendAsync(Actors.Support, Cancel));

        Assert.Empty(await Store.AuditedAsync());
    }

    private TestMailSender Sender(int? port)
    {
        var options = Options.Create(new NotificationsOptions
        {
            Smtp = new SmtpOptions { Host = port is null ? null : "127.0.0.1", Port = port ?? 1, From = "webhooks@example.com", Security = SmtpSecurity.None },
        });
        return new TestMailSender(new MailSender(options, Store.Time), Store.Service<Audit.AuditLog>(), Store.Time, options);
    }
}
