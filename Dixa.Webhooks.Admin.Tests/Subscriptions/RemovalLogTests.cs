using System.Net;
using System.Net.Http.Headers;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Admin.Subscriptions;

public sealed class RemovalLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Removing_a_webhook_logs_who_did_it()
    {
        using var log = new RecordedLog();
        await using var app = await InProcessApp.StartWithAsync(services => services.AddLogging(logging => logging.AddProvider(log)));
        var commands = app.Services.GetRequiredService<WebhookCommands>();
        var (first, second) = (await CreateAsync(commands), await CreateAsync(commands));

        Assert.IsType<SaveResult.Saved>(await commands.RemoveAsync(Actors.Administrator, first, 1, Cancel));
        using var client = app.Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestApp.ApiToken);
        using var response = await client.DeleteAsync($"/v1/webhooks/{second}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.IsType<SaveResult.NotFound>(await commands.RemoveAsync(Actors.Administrator, second, 1, Cancel));

        var name = Drafts.With(_ => { }).Name;
        Assert.Equal(
            [
                (LogLevel.Information, $"Webhook {name} ({first}) was removed with its history by Ada (Person {Actors.Administrator.Id})"),
                (LogLevel.Information, $"Webhook {name} ({second}) was removed with its history by API token (Token {Guid.Empty})"),
            ],
            log.Entries.Where(entry => entry.Message.Contains("was removed", StringComparison.Ordinal)).Select(entry => (entry.Level, entry.Message)));
    }

    private static async Task<Guid> CreateAsync(WebhookCommands commands) =>
        Assert.IsType<SaveResult.Saved>(await commands.CreateAsync(Actors.Administrator, Drafts.With(draft => draft.Url = "http://127.0.0.1:9/"), Cancel)).Id;
}
