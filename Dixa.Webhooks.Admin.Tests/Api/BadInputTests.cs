using System.Net;
using System.Text;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>Errors have a message, with the contract's text if it defines one, and never repeat a secret.</summary>
public sealed class BadInputTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Unknown = "0be2bd61-7e28-4620-87f0-74952725d960";
    private const string NotDecoded = "Decoding failure in request";

    public static TheoryData<string, string> OnOneWebhook { get; } = new()
    {
        { "GET", "" }, { "PATCH", "" }, { "DELETE", "" }, { "GET", "/delivery-status" }, { "GET", "/delivery-status/logs/ConversationCreated" },
        { "GET", "/deliveries" }, { "GET", "/deliveries/1" }, { "POST", "/deliveries/1/resend" }, { "POST", "/resend" }, { "POST", "/test" }, { "POST", "/rotate-secret" }, { "POST", "/replay" }, { "GET", "/replay" },
    };

    [Theory]
    [MemberData(nameof(OnOneWebhook))]
    public async Task An_invalid_uuid_is_400(string method, string path)
    {
        var response = await api.CallAsync(method, $"/v1/webhooks/not-a-uuid{path}", Body(path));

        Assert.Equal("Invalid value in request", response.Expect(HttpStatusCode.BadRequest).Message);
    }

    [Theory]
    [MemberData(nameof(OnOneWebhook))]
    public async Task An_unknown_uuid_is_404(string method, string path)
    {
        var response = await api.CallAsync(method, $"/v1/webhooks/{Unknown}{path}", Body(path));

        Assert.Equal("The requested resource could not be found", response.Expect(HttpStatusCode.NotFound).Message);
    }

    [Theory]
    [InlineData("{{{0}}}")]
    [InlineData("{0}%20")]
    public async Task A_uuid_in_another_format_is_400(string spelling)
    {
        var id = await IdAsync();
        var path = $"/v1/webhooks/{string.Format(System.Globalization.CultureInfo.InvariantCulture, spelling, id)}";

        Assert.Equal("Invalid value in request", (await api.CallAsync("GET", path)).Expect(HttpStatusCode.BadRequest).Message);
        Assert.Equal("Invalid value in request", (await api.CallAsync("GET", $"/v1/webhooks/{id.Replace("-", "", StringComparison.Ordinal)}")).Expect(HttpStatusCode.BadRequest).Message);
    }

    [Theory]
    [InlineData("/delivery-status/logs/CONVERSATION_CREATED")]
    [InlineData("/delivery-status/logs/Nonsense")]
    [InlineData("/deliveries/x")]
    [InlineData("/deliveries?since=yesterday")]
    [InlineData("/deliveries?until=2026-13-01")]
    [InlineData("/deliveries?deliveryId=x")]
    [InlineData("/deliveries?eventId=x")]
    [InlineData("/deliveries?pageLimit=x")]
    public async Task An_unreadable_value_is_400(string path)
    {
        var id = await IdAsync();

        Assert.Equal("Invalid value in request", (await api.CallAsync("GET", $"/v1/webhooks/{id}{path}")).Expect(HttpStatusCode.BadRequest).Message);
    }

    [Theory]
    [InlineData("status=Lost", "status must be one of Pending, Delivered, Failed, Cancelled.")]
    [InlineData("status=1", "status must be one of")]
    [InlineData("event=CONVERSATION_CREATED", "event: \"CONVERSATION_CREATED\" is not an event. It must be one of ConversationCreated,")]
    [InlineData("since=1/2/2026", "since must be a time, for example 2026-03-01T12:00:00Z.")]
    [InlineData("until=12:00", "until must be a time,")]
    [InlineData("pageLimit=0", "pageLimit must be between 1 and 100.")]
    [InlineData("pageLimit=101", "pageLimit must be between 1 and 100.")]
    [InlineData("pageKey=x", "pageKey is invalid. Take it from meta.next")]
    [InlineData("pageKey=9999999999999999999-1", "pageKey is invalid. Take it from meta.next")]
    public async Task An_invalid_filter_is_named(string query, string message)
    {
        var response = await api.CallAsync("GET", $"/v1/webhooks/{await IdAsync()}/deliveries?{query}");

        Assert.StartsWith(message, response.Expect(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"name":1,"url":"https://example.com"}""")]
    [InlineData("""{"name":"x","url":["https://example.com"]}""")]
    [InlineData("""{"name":"x","url":"https://example.com","enabled":"true"}""")]
    [InlineData("""{"name":"x","url":"https://example.com","events":"ConversationCreated"}""")]
    [InlineData("""{"name":"x","url":"https://example.com","events":[1]}""")]
    [InlineData("""{"name":"x","url":"https://example.com","customHeaders":[]}""")]
    [InlineData("""{"name":"x","url":"https://example.com","customHeaders":{"X-A":1}}""")]
    [InlineData("""{"name":"x","url":"https://example.com","customHeaders":{"X-A":null}}""")]
    [InlineData("""{"name":"x","url":"https://example.com","authorization":"abc"}""")]
    [InlineData("""{"name":"x","url":"https://example.com","authorization":{"value":"abc"}}""")]
    [InlineData("""{"name":"x","url":"https://example.com","authorization":{"_type":"Nonsense"}}""")]
    [InlineData("""{"name":"x","name":"y","url":"https://example.com"}""")]
    [InlineData("""{"name":"\ud800","url":"https://example.com"}""")]
    [InlineData("""{"name":"x","url":"https://example.com"} more""")]
    public async Task A_body_that_cannot_be_decoded_is_400(string body)
    {
        var id = await IdAsync();

        Assert.Equal(NotDecoded, (await api.CallAsync("POST", "/v1/webhooks", body)).Expect(HttpStatusCode.BadRequest).Message);
        Assert.Equal(NotDecoded, (await api.CallAsync("PATCH", $"/v1/webhooks/{id}", body)).Expect(HttpStatusCode.BadRequest).Message);
    }

    [Fact]
    public async Task Invalid_UTF_8_is_400()
    {
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

        using var response = await api.App.Api.PostAsync("/v1/webhooks", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("{}", "name: Enter a name, for example CRM updates. url: Enter a URL, for example")]
    [InlineData("""{"name":"x"}""", "url: Enter a URL")]
    [InlineData("""{"name":"x","url":"ftp://example.com"}""", "url: Enter a full URL that starts with https:// or http://.")]
    [InlineData("""{"name":"x","url":"https://example.com","events":["ConversationCreated","Nonsense"]}""", "events: \"Nonsense\" is not an event. It must be one of ConversationCreated, ConversationEnqueued,")]
    [InlineData("""{"name":"x","url":"https://example.com","customHeaders":{"x-dixa-signature":"v"}}""", "customHeaders.x-dixa-signature: x-dixa-signature is set by the sender")]
    [InlineData("""{"name":"x","url":"https://example.com","customHeaders":{"Content-Type":"v"}}""", "customHeaders.Content-Type: Content-Type is set by the sender")]
    [InlineData("""{"name":"x","url":"https://example.com","customHeaders":{"two words":"v"}}""", "customHeaders: The name can contain only letters")]
    [InlineData("""{"name":"x","url":"https://example.com","customHeaders":{"X-A":"1","x-a":"2"}}""", "customHeaders.x-a: There is already a header named x-a")]
    [InlineData("""{"name":"x","url":"https://example.com","authorization":{"_type":"BasicAuth"}}""", "authorization.username: Enter the user name.")]
    [InlineData("""{"name":"x","url":"https://example.com","authorization":{"_type":"BasicAuth","username":"u"}}""", "authorization.password: A password is required; it may be empty.")]
    [InlineData("""{"name":"x","url":"https://example.com","authorization":{"_type":"TokenAuth"}}""", "authorization.value: Enter the token.")]
    public async Task An_error_names_the_field(string body, string message) =>
        Assert.StartsWith(message, (await api.CallAsync("POST", "/v1/webhooks", body)).Expect(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"url":"nonsense"}""", "url: Enter a full URL")]
    [InlineData("""{"events":["Nonsense"]}""", "events: \"Nonsense\" is not an event")]
    [InlineData("""{"name":""}""", "name: Enter a name")]
    public async Task An_invalid_patch_names_the_field_and_changes_nothing(string body, string message)
    {
        var id = await IdAsync();
        var before = (await api.CallAsync("GET", $"/v1/webhooks/{id}")).Text;

        Assert.StartsWith(message, (await api.CallAsync("PATCH", $"/v1/webhooks/{id}", body)).Expect(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);

        Assert.Equal(before, (await api.CallAsync("GET", $"/v1/webhooks/{id}")).Text);
    }

    [Fact]
    public async Task Neither_an_error_nor_a_log_line_repeats_a_secret()
    {
        const string secret = "s3cr3t-that-nobody-may-read";
        var body = $$"""
            {"name":"x","url":"nonsense","authorization":{"_type":"BasicAuth","username":"a:b","password":"{{secret}}\nx"},"customHeaders":{"X-A":"{{secret}}\nx"} }
            """;

        var message = (await api.CallAsync("POST", "/v1/webhooks", body)).Expect(HttpStatusCode.BadRequest).Message;
        await api.CallAsync("POST", "/v1/webhooks", $$"""{"authorization":{"_type":"TokenAuth","value":{{secret}} """);
        await api.CallAsync("GET", "/v1/webhooks", authorization: secret);

        Assert.Contains("authorization.password", message, StringComparison.Ordinal);
        Assert.Contains("customHeaders.X-A", message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, api.App.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/v1/webhooks")]
    [InlineData("PATCH", "/v1/webhooks/{id}")]
    [InlineData("POST", "/v1/webhooks/{id}/test")]
    [InlineData("POST", "/v1/webhooks/{id}/resend")]
    public async Task A_body_over_a_mebibyte_is_413(string method, string path)
    {
        var body = $$"""{"name":"{{new string('x', 1024 * 1024)}}"}""";

        var response = await api.CallAsync(method, path.Replace("{id}", await IdAsync(), StringComparison.Ordinal), body);

        Assert.Contains("1,048,576 bytes", response.Expect(HttpStatusCode.RequestEntityTooLarge).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/v1/webhooks")]
    [InlineData("POST", "/v1/webhooks/0be2bd61-7e28-4620-87f0-74952725d960")]
    [InlineData("DELETE", "/v1/event-types")]
    [InlineData("GET", "/v1/events")]
    [InlineData("GET", "/v1/webhooks/0be2bd61-7e28-4620-87f0-74952725d960/resend")]
    public async Task Another_method_is_405(string method, string path) =>
        Assert.NotEmpty((await api.CallAsync(method, path)).Expect(HttpStatusCode.MethodNotAllowed).Message);

    [Theory]
    [InlineData("/v1")]
    [InlineData("/v1/nonsense")]
    [InlineData("/v1/webhooks/0be2bd61-7e28-4620-87f0-74952725d960/nonsense")]
    public async Task Another_path_is_404(string path) =>
        Assert.Equal("The requested resource could not be found", (await api.CallAsync("GET", path)).Expect(HttpStatusCode.NotFound).Message);

    [Theory]
    [InlineData("{}", "event is required.")]
    [InlineData("""{"event":"Nonsense"}""", "event: \"Nonsense\" is not an event. It must be one of")]
    [InlineData("""{"event":"ConversationCreated","data":[]}""", "data: The data must be a JSON object, not an array.")]
    public async Task An_invalid_test_names_the_field(string body, string message) => Assert.StartsWith(
        message, (await api.CallAsync("POST", $"/v1/webhooks/{await IdAsync()}/test", body)).Expect(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_resend_needs_a_time() => Assert.StartsWith(
        "since must be a time", (await api.CallAsync("POST", $"/v1/webhooks/{await IdAsync()}/resend", "{}")).Expect(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_body_is_read_as_JSON_whatever_its_media_type()
    {
        using var content = new StringContent("""{"name":"CRM","url":"https://example.com"}""", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var response = await api.App.Api.PostAsync("/v1/webhooks", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private static string? Body(string path) => path switch
    {
        "" => "{}",
        "/test" => """{"event":"ConversationCreated"}""",
        "/resend" or "/replay" => """{"since":"2026-03-01T12:00:00Z"}""",
        _ => null,
    };

    private async Task<string> IdAsync() => (await api.CreateAsync("""{"name":"CRM","url":"https://example.com"}""")).GetProperty("id").GetString()!;
}
