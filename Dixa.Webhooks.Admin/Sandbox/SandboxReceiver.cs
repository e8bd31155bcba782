using System.Data.Common;
using System.Text.Json;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Takes what webhooks send to the application itself, keeps it for looking, and answers as it is told.</summary>
public sealed class SandboxReceiver(SandboxInbox inbox, WebhookApiQueries webhooks, TimeProvider time, IHostApplicationLifetime application, IOptions<DispatchOptions> dispatch)
{
    public const string Path = "/sandbox";

    /// <summary>Where its redirect leads.</summary>
    public const string ElsewherePath = Path + "/elsewhere";

    /// <summary>More than the largest event with its envelope.</summary>
    public const int MaxBodyBytes = 2 * 1024 * 1024;

    public static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(3);

    /// <summary>The application's own requests have given up by then; nobody else may wait for ever either.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public async Task ReceiveAsync(HttpContext http)
    {
        var body = await RequestBody.ReadAsync(http.Request, MaxBodyBytes, http.RequestAborted);
        var request = await ReadAsync(http.Request, body ?? [], http.RequestAborted);
        if (body is null)
        {
            inbox.Add(request with { Verdict = SandboxVerdict.Unchecked("The body was too long to be read."), Answer = "413 Content Too Large", Succeeded = false });
            await WriteAsync(http, StatusCodes.Status413PayloadTooLarge, $"The body is over {MaxBodyBytes:N0} bytes, the most that is allowed.");
            return;
        }

        await AnswerAsync(http, request, inbox.Answer);
    }

    /// <summary>Counts a visit of somebody who followed the redirect.</summary>
    public Task FollowedAsync(HttpContext http)
    {
        inbox.CountFollowed();
        return WriteAsync(http, StatusCodes.Status200OK, "The sandbox's redirect was followed.");
    }

    private async Task AnswerAsync(HttpContext http, SandboxRequest request, SandboxAnswer answer)
    {
        switch (answer)
        {
            case SandboxAnswer.Slow or SandboxAnswer.Never:
                await WaitAsync(http, inbox.Add(request with { Answer = "Not answered yet" }), answer);
                break;
            case SandboxAnswer.Redirect:
                inbox.Add(request with { Answer = "302 Found", Succeeded = true });
                http.Response.Redirect(ElsewherePath);
                break;
            default:
                var (status, words) = answer switch
                {
                    SandboxAnswer.ServerError => (StatusCodes.Status500InternalServerError, "500 Internal Server Error"),
                    SandboxAnswer.NotFound => (StatusCodes.Status404NotFound, "404 Not Found"),
                    _ => (StatusCodes.Status200OK, "200 OK"),
                };
                inbox.Add(request with { Answer = words, Succeeded = AttemptResult.Answered(status).Succeeded });
                await WriteAsync(http, status, status == StatusCodes.Status200OK ? "The sandbox took it." : "The sandbox was told to answer so.");
                break;
        }
    }

    private async Task WaitAsync(HttpContext http, SandboxRequest request, SandboxAnswer answer)
    {
        var began = time.GetTimestamp();
        var patience = answer is SandboxAnswer.Slow ? SlowAfter : dispatch.Value.RequestTimeout + Grace;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, application.ApplicationStopping);
        await Task.Delay(patience, time, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var waited = $"after {time.GetElapsedTime(began).TotalSeconds:0.0} s";
        if (answer is SandboxAnswer.Slow && !over.IsCancellationRequested)
        {
            inbox.Answered(request.Number, $"200 OK {waited}", succeeded: true);
            await WriteAsync(http, StatusCodes.Status200OK, "The sandbox took it, slowly.");
            return;
        }

        var end = http.RequestAborted.IsCancellationRequested ? "the sender gave up" : application.ApplicationStopping.IsCancellationRequested ? "the application stopped" : "the sandbox hung up";
        inbox.Answered(request.Number, $"None: {end} {waited}", succeeded: false);
        http.Abort();
    }

    private async Task<SandboxRequest> ReadAsync(HttpRequest request, byte[] body, CancellationToken cancel)
    {
        Guid? id = Guid.TryParse(request.Headers[SentHeaders.SubscriptionId], out var given) ? given : null;
        var (name, verdict) = await JudgeAsync(request, id, body, cancel);
        return new SandboxRequest(0, time.GetUtcNow(), id, name, EventTypeOf(body), InboxHeaders.Read(request.Headers), body, verdict, "", null);
    }

    private async Task<(string? Name, SandboxVerdict Verdict)> JudgeAsync(HttpRequest request, Guid? id, byte[] body, CancellationToken cancel)
    {
        if (id is null)
        {
            return (null, SandboxVerdict.Unchecked($"The request does not say which webhook it is from: there is no {SentHeaders.SubscriptionId} header with a uuid."));
        }

        try
        {
            return await webhooks.FindAsync(Actor.System, id.Value, cancel) is { } webhook
                ? (webhook.Name, SandboxVerdict.Of(request.Headers[DixaSignature.HeaderName], VerificationSecret.Parse(webhook.Secret), body))
                : (null, SandboxVerdict.Unchecked("There is no webhook of this id, so there is no secret to check it with."));
        }
        catch (DbException)
        {
            return (null, SandboxVerdict.Unchecked("The store did not answer, so there was no secret to check it with."));
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
            // No JSON, or half a character in the name.
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
