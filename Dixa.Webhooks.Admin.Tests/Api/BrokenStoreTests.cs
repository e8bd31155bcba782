using System.Net;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Api;

public sealed class BrokenStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task What_breaks_inside_is_500_in_the_contracts_words_and_tells_nothing_of_the_inside(string environment)
    {
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync(), ("ASPNETCORE_ENVIRONMENT", environment));
        await using (var connection = new SqliteConnection($"Data Source={app.Database};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE subscriptions SET secret = x'00'";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        using var answer = await app.Api.GetAsync("/v1/webhooks", Cancel);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("""{"message":"There was an internal server error while processing the request"}""", await answer.Content.ReadAsStringAsync(Cancel));
    }
}
