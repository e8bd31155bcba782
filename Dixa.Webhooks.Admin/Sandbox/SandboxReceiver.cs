using System.Data.Common;
using System.Text.Json;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Receives requests that webhooks send to the sandbox, adds them to the inbox, and responds as configured.</summary>
public sealed class SandboxReceiver(SandboxInbox inbox, WebhookApiQueries webhooks, TimeProvider time, IHostApplicationLifetime application, IOptions<DispatchOptions> dispatch)
{
    /// <summary>Larger than the largest event with its envelope.</summary>
    public const int MaxBodyBytes = 2 * 1024 * 1024;

    public static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(3);

    /// <summary>The time after the delivery timeout at which other clients are disconnected too.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public async Task ReceiveAsync(HttpContext http)
    {
        var body = await RequestBody.ReadAsync(http.Request, MaxBodyBytes, http.RequestAborted);
        var request = await ReadAsync(http.Request, body ?? [], http.RequestAborted);
        if (body is null)
        {
            inbox.Add(request with { Verdict = SandboxVerdict.Unchecked("The body is too large to check."), Response = "413 Content Too Large", Succeeded = false });
            await WriteAsync(http, StatusCodes.Status413PayloadTooLarge, $"The body must be at most {MaxBodyBytes:N0} bytes.");
            return;
        }

        await RespondAsync(http, request, inbox.Response);
    }

    /// <summary>Counts a request that followed the redirect.</summary>
    public Task FollowedAsync(HttpContext http)
    {
        inbox.CountFollowed();
        return WriteAsync(http, StatusCodes.Status200OK, "The sandbox's redirect was followed.");
    }

    private async Task RespondAsync(HttpContext http, SandboxRequest request, SandboxResponse response)
    {
        switch (response)
        {
            case SandboxResponse.Slow or SandboxResponse.Never:
                await WaitAsync(http, inbox.Add(request with { Response = "No response yet" }), response);
                break;
            case SandboxResponse.Redirect:
                inbox.Add(request with { Response = "302 Found", Succeeded = true });
                http.Response.Redirect($"{http.Request.PathBase}{AppRoutes.SandboxElsewhere}");
                break;
            default:
                var (status, text) = response switch
                {
                    SandboxResponse.ServerError => (StatusCodes.Status500InternalServerError, "500 Internal Server Error"),
                    SandboxResponse.NotFound => (StatusCodes.Status404NotFound, "404 Not Found"),
                    _ => (StatusCodes.Status200OK, "200 OK"),
                };
                inbox.Add(request with { Response = text, Succeeded = AttemptResult.Responded(status).Succeeded });
                await WriteAsync(http, status, status == StatusCodes.Status200OK ? "The sandbox accepted the request." : "The sandbox is configured to respond with this status.");
                break;
        }
    }

    private async Task WaitAsync(HttpContext http, SandboxRequest request, SandboxResponse response)
    {
        var startedAt = time.GetTimestamp();
        var delay = response is SandboxResponse.Slow ? SlowAfter : dispatch.Value.RequestTimeout + Grace;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, application.ApplicationStopping);
        await Task.Delay(delay, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var waited = $"after {time.GetElapsedTime(startedAt).TotalSeconds:0.0} s";
        if (response is SandboxResponse.Slow && !stop.IsCancellationRequested)
        {
            inbox.Responded(request.Number, $"200 OK {waited}", succeeded: true);
            await WriteAsync(http, StatusCodes.Status200OK, "The sandbox accepted the request after a delay.");
            return;
        }

        var end = http.RequestAborted.IsCancellationRequested ? "the sender gave up" : application.ApplicationStopping.IsCancellationRequested ? "the application stopped" : "the sandbox closed the connection";
        inbox.Responded(request.Number, $"No response: {end} {waited}", succeeded: false);
        http.Abort();
    }

    private async Task<SandboxRequest> ReadAsync(HttpRequest request, byte[] body, CancellationToken cancel)
    {
        Guid? id = Guid.TryParse(request.Headers[SentHeaders.SubscriptionId], out var given) ? given : null;
        var (name, verdict) = await CheckSignatureAsync(request, id, body, cancel);
        return new SandboxRequest(0, time.GetUtcNow(), id, name, EventTypeOf(body), InboxHeaders.Read(request.Headers), body, verdict, "", null);
    }

    private async Task<(string? Name, SandboxVerdict Verdict)> CheckSignatureAsync(HttpRequest request, Guid? id, byte[] body, CancellationToken cancel)
    {
        if (id is null)
        {
            return (null, SandboxVerdict.Unchecked($"The request does not identify its webhook: it has no {SentHeaders.SubscriptionId} header with a uuid."));
        }

        try
        {
            return await webhooks.FindAsync(Actor.System, id.Value, cancel) is { } webhook
                ? (webhook.Name, SandboxVerdict.Of(request.Headers[DixaSignature.HeaderName], VerificationSecret.Parse(webhook.Secret), body))
                : (null, SandboxVerdict.Unchecked("There is no webhook with this id, so there is no secret to check the signature with."));
        }
        catch (DbException)
        {
            return (null, SandboxVerdict.Unchecked("The database did not respond, so there was no secret to check the signature with."));
        }
    }

    private static string? EventTypeOf(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("event_fqn", out var fqn) && fqn.ValueKind is JsonValueKind.String
                ? fqn.GetString()
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Not JSON, or an unpaired surrogate in the name.
            return null;
        }
    }

    private static Task WriteAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new Reply(message));
    }

    private sealed record Reply(string Message);
}
