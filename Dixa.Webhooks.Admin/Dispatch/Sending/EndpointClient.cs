using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Makes one attempt. Whatever the endpoint does becomes a result; no exception that the endpoint causes leaves this class.</summary>
public sealed class EndpointClient : IDisposable
{
    /// <summary>How much of a response body is recorded.</summary>
    public const int KeptResponseBytes = 16 * 1024;

    // After a DNS change, the new address is resolved and checked within this time.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(1);

    private readonly Route _external;
    private readonly Route _toSandbox;
    private readonly SandboxEndpoint _sandbox;
    private readonly TimeProvider _time;
    private readonly DispatchOptions _options;

    public EndpointClient(GuardedConnection connection, SandboxEndpoint sandbox, TimeProvider time, IOptions<DispatchOptions> options)
    {
        (_sandbox, _time, _options) = (sandbox, time, options.Value);
        _external = new Route(connection.ConnectAsync, _options.RequestTimeout);

        // Connections are pooled by host and port. A separate pool keeps the ones that the guard has not checked apart.
        _toSandbox = new Route(connection.ConnectToSandboxAsync, _options.RequestTimeout);
    }

    /// <summary>Posts a payload, signed with the current time, and reads the response within the timeout.</summary>
    /// <param name="target">The URL, headers and secrets.</param>
    /// <param name="payload">The exact body.</param>
    /// <param name="maySend">Called before anything is sent; null means that sending is always allowed.</param>
    /// <param name="traceparent">The trace context to send; null sends none.</param>
    /// <exception cref="LeaseEndedException"><paramref name="maySend"/> refused, and nothing was sent.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptResult> SendAsync(LaneTarget target, byte[] payload, Func<bool>? maySend = null, string? traceparent = null)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);

        // The sandbox gets the canonical URL, since that is the one that was compared.
        var (route, url) = await _sandbox.IsAsync(target.Url, timeout.Token) ? (_toSandbox, target.Url) : (_external, target.RequestUrl);
        var signature = DixaSignature.Create(target.SigningSecrets, _time.GetUtcNow(), payload);
        var trace = RequestTrace.Begin();
        var result = await ExchangeAsync(route.Pooled, target, url, payload, signature, maySend, traceparent, timeout.Token);
        if (result.Failure is FailureClass.Reset && trace.MayRetryOnNewConnection)
        {
            trace = RequestTrace.Begin();
            result = await ExchangeAsync(route.NewConnection, target, url, payload, signature, maySend, traceparent, timeout.Token);
        }

        return result with { RequestHeaders = trace.Sent ? target.Sent.Capture(signature, traceparent) : null };
    }

    public void Dispose()
    {
        _external.Dispose();
        _toSandbox.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptResult> ExchangeAsync(
        HttpMessageInvoker http, LaneTarget target, Uri url, byte[] payload, string signature, Func<bool>? maySend, string? traceparent, CancellationToken timeout)
    {
        HttpResponseMessage? response = null;
        using var body = new KeptBody(KeptResponseBytes);
        try
        {
            using var request = EndpointRequest.Create(target, url, payload, signature, maySend, traceparent);
            response = await http.SendAsync(request, timeout);
            await ReadAsync(response, body, timeout);
            return Result(target, response, body, failure: null);
        }
        catch (Exception error) when (response is not null && FailureClassifier.IsTooLong(error))
        {
            // Too many bytes around a body, such as chunk extensions, are as harmless as a body that is too long.
            body.CutHere();
            return Result(target, response, body, failure: null);
        }
        catch (LeaseEndedException)
        {
            throw;
        }
        catch (Exception error)
        {
            var failure = FailureClassifier.Classify(error);
            return response is null ? AttemptResult.Failed(failure) : Result(target, response, body, failure);
        }
        finally
        {
            response?.Dispose();
            RequestTrace.Current?.End();
        }
    }

    /// <summary>
    /// Reads a body to its end or to the limit. The status alone decides whether the attempt succeeded, so a longer body is only cut; its
    /// connection is closed when the response is disposed.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReadAsync(HttpResponseMessage response, KeptBody body, CancellationToken timeout)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(timeout);
        for (int read; body.Received <= _options.MaxResponseBytes && (read = await stream.ReadAsync(body.GetBuffer(), timeout)) > 0;)
        {
            body.Add(read);
        }
    }

    private static AttemptResult Result(LaneTarget target, HttpResponseMessage response, KeptBody body, FailureClass? failure)
    {
        var (headers, kept) = (ResponseHeaderCapture.Capture(response), body.ToArray());

        // A body that is incomplete may end in the middle of a secret value.
        var (masked, cut) = target.Secrets.Hide(kept, body.Truncated || failure is not null, KeptResponseBytes);
        return new((int)response.StatusCode, failure)
        {
            ResponseHeaders = target.Secrets.Hide(headers, HeaderLines.IsCut(headers), ResponseHeaderCapture.MaxBytes).Bytes,
            ResponseBody = masked,
            ResponseTruncated = body.Truncated || cut,
        };
    }

    /// <summary>The HTTP clients for one way to connect.</summary>
    private sealed class Route(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect, TimeSpan connectTimeout) : IDisposable
    {
        public HttpMessageInvoker Pooled { get; } = EndpointHandler.Create(connect, ConnectionLifetime, connectTimeout);

        /// <summary>Opens a new connection for each request.</summary>
        public HttpMessageInvoker NewConnection { get; } = EndpointHandler.Create(connect, TimeSpan.Zero, connectTimeout);

        public void Dispose()
        {
            Pooled.Dispose();
            NewConnection.Dispose();
        }
    }
}
