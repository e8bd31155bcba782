using System.Net;
using System.Net.Http.Headers;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>Each row also goes to the log, for a program that collects logs.</summary>
public sealed class AuditLoggingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_row_is_logged_after_the_commit_under_a_category_of_its_own()
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
                $"WebhookRemoved; actor: Person Ada {Actors.Administrator.Id}; address: ; target: Webhook {name} {first}; detail: ",
                $"WebhookRemoved; actor: BootstrapToken Bootstrap token {Actor.BootstrapTokenId}; address: 127.0.0.1; target: Webhook {name} {second}; detail: ",
            ],
            Rows(log).Where(message => message.Contains("Removed", StringComparison.Ordinal)).Select(message => message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
        Assert.StartsWith("Audit 1: ", Rows(log)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_not_committed_is_not_logged()
    {
        using var log = new RecordedLog();
        await using var app = await InProcessApp.StartWithAsync(services => services.AddLogging(logging => logging.AddProvider(log)));
        var before = Rows(log).Count;
        await using (var context = await app.Services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync(Cancel))
        {
            await context.Database.ExecuteSqlRawAsync("CREATE TRIGGER full BEFORE DELETE ON subscriptions BEGIN SELECT RAISE(ABORT, 'full'); END", Cancel);
        }

        var commands = app.Services.GetRequiredService<WebhookCommands>();
        var webhook = await CreateAsync(commands);

        await Assert.ThrowsAnyAsync<Exception>(() => commands.RemoveAsync(Actors.Administrator, webhook, 1, Cancel));

        Assert.Equal(before + 1, Rows(log).Count);
    }

    private static IReadOnlyList<string> Rows(RecordedLog log) =>
        [.. log.Entries.Where(entry => entry.Category == typeof(AuditLog).FullName && entry.Id.Id == 2201 && entry.Level is LogLevel.Information).Select(entry => entry.Message)];

    private static async Task<Guid> CreateAsync(WebhookCommands commands) =>
        Assert.IsType<SaveResult.Saved>(await commands.CreateAsync(Actors.Administrator, Drafts.With(draft => draft.Url = "http://127.0.0.1:9/"), Cancel)).Id;
}
