using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Api;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Npgsql;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The response of each operation and form while the store is read-only, locked or down.</summary>
public sealed partial class UnavailableStoreTests
{
    private const string Webhook = "{id}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_locked_SQLite_file_every_write_is_503()
    {
        var id = Guid.Empty;
        await using var app = await AppProcess.StartAsync(async store => id = await PrepareAsync(store), [.. Fast, ("Storage:ConnectionString", "Data Source={folder}/webhooks.db;Default Timeout=1")]);
        var client = await ClientAsync(app);

        await using (await WriteLock.TakeAsync(app.Database))
        {
            await EveryWriteIsRefusedAsync(app, client, id, readsToo: false);
        }

        using var changed = await app.Api.PatchAsync($"/v1/webhooks/{id}", new StringContent("""{"name":"After"}"""), Cancel);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task With_PostgreSQL_read_only_every_write_is_503_and_with_it_down_every_read_too()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        var id = Guid.Empty;
        await using var app = await AppProcess.StartAsync(
            async store => id = await PrepareAsync(store), [.. Fast, ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", database)]);
        var client = await ClientAsync(app);

        await SetReadOnlyAsync(database, "on");
        await EveryWriteIsRefusedAsync(app, client, id, readsToo: false);
        await SetReadOnlyAsync(database, "off");

        await postgres.StopAsync();
        await EveryWriteIsRefusedAsync(app, client, id, readsToo: true);
        await postgres.StartAgainAsync();

        await Eventually.BecomesTrueAsync(
            async () =>
            {
                using var changed = await app.Api.PatchAsync($"/v1/webhooks/{id}", new StringContent("""{"name":"After"}"""), Cancel);
                return changed.IsSuccessStatusCode;
            },
            "the application works again");
    }

    private static (string, string)[] Fast => [("Api:RateLimit:PerSecond", "10000"), ("Api:RateLimit:Burst", "10000")];

    private static async Task<Guid> PrepareAsync(TestStore store)
    {
        var id = await store.CreateWebhookAsync();
        await store.DeliveryAsync(id, state: Domain.Deliveries.DeliveryState.Failed);

        // The webhook missed it, so a replay has something to send.
        await store.StoreAsync(new StoredEvent { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = store.Time.GetUtcNow(), Payload = "{}"u8.ToArray() });
        await store.StoreAsync(new StoredErasure { Id = id, ActorName = "Ada", Hash = "", FinishedAt = store.Time.GetUtcNow() });
        return id;
    }

    private static async Task EveryWriteIsRefusedAsync(AppProcess app, HttpClient form, Guid id, bool readsToo)
    {
        var document = await ApiDocument.ReadAsync(app);
        var unexpected = new List<string>();
        foreach (var (path, method, operation) in document.Operations)
        {
            var address = path.Replace(Webhook, id.ToString(), StringComparison.Ordinal).Replace("{eventId}", id.ToString(), StringComparison.Ordinal).Replace("{deliveryId}", "1", StringComparison.Ordinal).Replace("{event}", "ConversationCreated", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(method.ToUpperInvariant()), address);
            if (method is "post" or "patch" or "put")
            {
                request.Content = new StringContent(Body(path), Encoding.UTF8, "application/json");
            }

            using var response = await app.Api.SendAsync(request, Cancel);
            var refused = response.StatusCode is HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter?.Delta == TimeSpan.FromSeconds(1);
            if (refused)
            {
                Assert.Contains("\"message\":\"The database", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            }

            // The catalogue is not in the store, and reads need no lock. There is no such event, and no replay.
            var maySucceed = path == "/v1/event-types" || (method == "get" && !readsToo);
            var mayBeAbsent = path.Contains("{eventId}", StringComparison.Ordinal) || path.EndsWith("/replay", StringComparison.Ordinal);
            if (!refused && !(maySucceed && (response.IsSuccessStatusCode || (mayBeAbsent && response.StatusCode is HttpStatusCode.NotFound))))
            {
                unexpected.Add($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancel)}");
            }
        }

        // A failed sign-in is counted, which is a write.
        using var signIn = await form.PostAsync("/account/sign-in", Form(form), Cancel);
        if (signIn.StatusCode is not HttpStatusCode.ServiceUnavailable || signIn.Headers.RetryAfter is null)
        {
            unexpected.Add($"sign in: {(int)signIn.StatusCode}");
        }
        else
        {
            Assert.Contains("Nothing was changed", await signIn.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.True(unexpected.Count == 0, string.Join("\n", unexpected));
    }

    /// <summary>A valid body for each operation; all others accept an empty object.</summary>
    private static string Body(string path) => path switch
    {
        "/v1/webhooks" => """{"name":"New","url":"http://127.0.0.1:9/","events":["ConversationCreated"]}""",
        "/v1/webhooks/{id}" => """{"name":"Renamed"}""",
        "/v1/events" => Publishing.Event(),
        "/v1/webhooks/{id}/resend" => """{"since":"2020-01-01T00:00:00Z"}""",
        "/v1/webhooks/{id}/replay" => """{"since":"2020-01-01T00:00:00Z","events":["ConversationCreated"]}""",
        "/v1/webhooks/{id}/test" => """{"event":"ConversationRated"}""",
        "/v1/privacy/erasures" => """{"value":"freja@example.com"}""",
        _ => "{}",
    };

    private static async Task<HttpClient> ClientAsync(AppProcess app)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = app.Address };
        var page = await client.GetStringAsync("/account/sign-in", Cancel);
        client.DefaultRequestHeaders.Add("X-Form-Token", Token().Match(page).Groups[1].Value);
        return client;
    }

    private static FormUrlEncodedContent Form(HttpClient client) => new(new Dictionary<string, string>
    {
        ["__RequestVerificationToken"] = client.DefaultRequestHeaders.GetValues("X-Form-Token").Single(),
        ["_handler"] = "sign-in",
        ["Form.Email"] = AppProcess.AdministratorEmail,
        ["Form.Password"] = "wrong",
    });

    private static async Task SetReadOnlyAsync(string database, string state)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false;Options=-c default_transaction_read_only=off");
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(
            $"ALTER DATABASE {connection.Database} SET default_transaction_read_only = {state}; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
