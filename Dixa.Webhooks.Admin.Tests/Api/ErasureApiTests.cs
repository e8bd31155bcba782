using System.Net;
using Dixa.Webhooks.Admin.Journeys;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

public sealed class ErasureApiTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Erasures = "/v1/privacy/erasures";

    [Fact]
    public async Task A_dry_run_counts_and_an_erasure_ends()
    {
        var person = $"{Guid.NewGuid():N}@example.com";
        var id = await api.PublishAsync("CONVERSATION_CLOSED", SampleData.With($"\"text\":\"{person}\"", "CONVERSATION_CLOSED"));

        var counted = (await api.CallAsync("POST", Erasures, $$"""{"value":"{{person}}","dryRun":true}""")).Expect(HttpStatusCode.OK).Data;
        Assert.Equal((1, 0, 0), (counted.GetProperty("events").GetInt32(), counted.GetProperty("deliveries").GetInt32(), counted.GetProperty("pending").GetInt32()));
        Assert.Contains(person, await StoredAsync(id), StringComparison.Ordinal);

        var started = (await api.CallAsync("POST", Erasures, $$"""{"value":"{{person}}"}""")).Expect(HttpStatusCode.Accepted).Data;
        var erasure = $"{Erasures}/{started.GetProperty("id").GetString()}";
        await Eventually.BecomesTrueAsync(async () => (await api.CallAsync("GET", erasure)).Data.GetProperty("status").GetString() == "Finished", "the erasure is finished");

        var finished = (await api.CallAsync("GET", erasure)).Expect(HttpStatusCode.OK);
        Assert.Equal((1, 1d), (finished.Data.GetProperty("events").GetInt32(), finished.Data.GetProperty("progress").GetDouble()));
        Assert.DoesNotContain(person, finished.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(person, await StoredAsync(id), StringComparison.Ordinal);
        Assert.DoesNotContain(person, api.App.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"value":"Freja"}""", "value: must be an e-mail address, a phone number such as +4520123456, or the uuid of a user.")]
    [InlineData("{}", "value: must be an e-mail address, a phone number such as +4520123456, or the uuid of a user.")]
    [InlineData("""{"value":"a@example.com","dryrun":true}""", "\"dryrun\" is not a member of this request. Did you mean \"dryRun\"?")]
    public async Task A_bad_request_says_what_is_allowed(string body, string message) =>
        Assert.Equal(message, (await api.CallAsync("POST", Erasures, body)).Expect(HttpStatusCode.BadRequest).Message);

    [Fact]
    public async Task An_unknown_erasure_is_404() => (await api.CallAsync("GET", $"{Erasures}/{Guid.NewGuid()}")).Expect(HttpStatusCode.NotFound);

    private async Task<string> StoredAsync(string eventId) =>
        string.Concat(await api.App.ReadAsync($"SELECT payload FROM events WHERE event_id = x'{eventId.Replace("-", "", StringComparison.Ordinal)}'", row => System.Text.Encoding.UTF8.GetString((byte[])row[0])));
}
