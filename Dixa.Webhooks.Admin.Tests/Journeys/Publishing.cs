using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>Publishes events, as the platform does.</summary>
internal static class Publishing
{
    public static async Task<JsonElement> PublishAsync(this TestApp app, string body)
    {
        using var response = await app.PostEventsAsync(body);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("data");
    }

    public static Task<HttpResponseMessage> PostEventsAsync(this TestApp app, string body) =>
        app.Api.PostAsync("/v1/events", new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    /// <summary>An event as JSON; <paramref name="data"/> is the sample of the event type if it is null.</summary>
    public static string Event(string fqn = "CONVERSATION_CREATED", string? data = null) => $$"""{"event_fqn":"{{fqn}}","data":{{data ?? SampleData.Of(fqn)}} }""";

    public static string Event(Guid id, string fqn = "CONVERSATION_CREATED", string? data = null) =>
        $$"""{"event_id":"{{id}}","event_fqn":"{{fqn}}","data":{{data ?? SampleData.Of(fqn)}} }""";

    /// <summary>The body of a request with <paramref name="count"/> events of one type, and their ids.</summary>
    public static (IReadOnlyList<Guid> Ids, string Body) Events(int count, string fqn = "CONVERSATION_CREATED")
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToList();
        return (ids, $"[{string.Join(',', ids.Select(id => Event(id, fqn)))}]");
    }

    /// <summary>Publishes <paramref name="count"/> events in one request, and returns their ids.</summary>
    public static async Task<IReadOnlyList<Guid>> PublishAsync(this TestApp app, int count, string fqn = "CONVERSATION_CREATED")
    {
        var (ids, body) = Events(count, fqn);
        await app.PublishAsync(body);
        return ids;
    }
}
