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
    public async Task An_internal_error_is_500_with_the_contracts_message_and_no_details(string environment)
    {
        await using var app = await InProcessApp.StartAsync(store => store.CreateWebhookAsync(), ("ASPNETCORE_ENVIRONMENT", environment));
        await using (var connection = new SqliteConnection($"Data Source={app.Database};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE subscriptions SET secret = x'00'";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        using var response = await app.Api.GetAsync("/v1/webhooks", Cancel);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("""{"message":"There was an internal server error while processing the request"}""", await response.Content.ReadAsStringAsync(Cancel));
    }
}
