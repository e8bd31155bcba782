using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>
/// An application, and a client of its API that is based only on the contract. Each response is validated against the
/// OpenAPI document before the caller sees it. A failed delivery is retried once, after a second.
/// </summary>
public sealed class ApiApp : IAsyncLifetime
{
    private InProcessApp? _app;
    private ApiDocument? _document;

    public InProcessApp App => _app ?? throw new InvalidOperationException("The application is not started yet.");

    internal ApiDocument Document => _document ?? throw new InvalidOperationException("The application is not started yet.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await InProcessApp.StartAsync(
            ("Api:RateLimit:PerSecond", "10000"), ("Api:RateLimit:Burst", "10000"), ("Dispatch:RetryDelay", "00:00:01"), ("Dispatch:MaxAttempts", "2"));
        _document = await ApiDocument.ReadAsync(_app);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>Calls an operation. The body is JSON text and is sent unchanged.</summary>
    /// <param name="method">For example <c>POST</c>.</param>
    /// <param name="path">For example <c>/v1/webhooks</c>, with its query.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="authorization">The Authorization header; null for the bootstrap token's, empty for none.</param>
    public async Task<ReceivedResponse> CallAsync(string method, string path, string? body = null, string? authorization = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (authorization is not "")
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization ?? TestApp.ApiToken);
        }

        using var response = await App.Client.SendAsync(request, Cancel);
        var received = new ReceivedResponse(response.StatusCode, await response.Content.ReadAsStringAsync(Cancel), response.Headers.RetryAfter?.Delta);
        Document.Check(method, path, (int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), received.Text);
        return received;
    }

    /// <summary>Creates a webhook and returns its <c>data</c>.</summary>
    public async Task<JsonElement> CreateAsync(string body) => (await CallAsync("POST", "/v1/webhooks", body)).Expect(HttpStatusCode.Created).Data;

    /// <summary>Creates a webhook for created conversations and returns its id.</summary>
    public async Task<string> CreateAsync(Uri url) =>
        (await CreateAsync($$"""{"name":"CRM","url":"{{url}}","events":["ConversationCreated"]}""")).GetProperty("id").GetString()!;

    /// <summary>Publishes an event and returns its id.</summary>
    public async Task<string> PublishAsync(string fqn = "CONVERSATION_CREATED", string? data = null) =>
        (await CallAsync("POST", "/v1/events", $$"""{"event_fqn":"{{fqn}}","data":{{data ?? SampleData.Of(fqn)}} }""")).Expect(HttpStatusCode.Accepted).Data.GetProperty("event_id").GetString()!;

    /// <summary>A token with this scope, stored like on the screen.</summary>
    public async Task<string> TokenAsync(ApiScopes scopes) => (await TokenWithIdAsync(scopes)).Token;

    /// <summary>A token with this scope, and its id.</summary>
    public async Task<(string Token, Guid Id)> TokenWithIdAsync(ApiScopes scopes)
    {
        var (id, token) = (Guid.NewGuid(), $"dxw_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}");
        await using var connection = new SqliteConnection($"Data Source={App.Database};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO api_tokens (id, name, prefix, hash, scopes, created_at, created_by) VALUES (@id, @name, @prefix, @hash, @scopes, 0, @id)";
        command.Parameters.AddWithValue("@id", id.ToByteArray(bigEndian: true));
        command.Parameters.AddWithValue("@name", $"Token that may {scopes.Words()}");
        command.Parameters.AddWithValue("@prefix", token[..10]);
        command.Parameters.AddWithValue("@hash", SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        command.Parameters.AddWithValue("@scopes", (int)scopes);
        await command.ExecuteNonQueryAsync(Cancel);

        // The application reads the tokens again within a second.
        await Eventually.BecomesTrueAsync(
            async () => (await CallAsync("GET", "/v1/event-types", authorization: token)).Status is HttpStatusCode.OK, "the token is known");
        return (token, id);
    }

    /// <summary>Sets a token's expiry to the past, and waits until the application has read it.</summary>
    public async Task EndTokenAsync(string token, string column)
    {
        await using (var connection = new SqliteConnection($"Data Source={App.Database};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE api_tokens SET {column} = 1 WHERE hash = @hash";
            command.Parameters.AddWithValue("@hash", SHA256.HashData(Encoding.UTF8.GetBytes(token)));
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
        }

        await Eventually.BecomesTrueAsync(
            async () => (await CallAsync("GET", "/v1/event-types", authorization: token)).Status is HttpStatusCode.Unauthorized, "the token is refused");
    }

    /// <summary>Waits until all of a webhook's deliveries are in this state, and returns them newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> DeliveriesAsync(string webhook, string status, int count = 1)
    {
        List<JsonElement> rows = [];
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                rows = [.. (await CallAsync("GET", $"/v1/webhooks/{webhook}/deliveries")).Data.EnumerateArray()];
                return rows.Count == count && rows.All(row => row.GetProperty("status").GetString() == status);
            },
            $"{count} deliveries are {status}");
        return rows;
    }
}
