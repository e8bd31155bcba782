using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>What the platform does: it publishes events.</summary>
internal static class Publishing
{
    public static async Task<JsonElement> PublishAsync(this AppProcess app, string body)
    {
        using var answer = await app.PostEventsAsync(body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("data");
    }

    public static Task<HttpResponseMessage> PostEventsAsync(this AppProcess app, string body) =>
        app.Api.PostAsync("/v1/events", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    public static string Event(string fqn = "CONVERSATION_CREATED", string data = "{}") => $$"""{"event_fqn":"{{fqn}}","data":{{data}} }""";
}
