using System.Runtime.CompilerServices;
using System.Text;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Makes one attempt. Whatever the endpoint does becomes a value; nothing it sends can throw past here.</summary>
public sealed class EndpointClient : IDisposable
{
    /// <summary>How much of an answer's body is kept.</summary>
    public const int KeptResponseBytes = 16 * 1024;

    // A name that moves is followed within this time, and vetted anew.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(1);

    private readonly Route _outside;
    private readonly Route _toOwn;
    private readonly SandboxEndpoint _own;
    private readonly TimeProvider _time;
    private readonly DispatchOptions _options;

    public EndpointClient(GuardedConnection connection, SandboxEndpoint own, TimeProvider time, IOptions<DispatchOptions> options)
    {
        (_own, _time, _options) = (own, time, options.Value);
        _outside = new Route(connection.ConnectAsync, _options.RequestTimeout);

        // Connections are kept by host and port, so those that the guard has not vetted are kept apart.
        _toOwn = new Route(connection.ConnectToSandboxAsync, _options.RequestTimeout);
    }

    /// <summary>Posts a payload, signed at this moment, and reads the answer within the timeout.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="payload">The exact body.</param>
    /// <param name="maySend">Asked before anything is sent; null when it may always be.</param>
    /// <exception cref="LeaseEndedException"><paramref name="maySend"/> refused, and nothing was sent.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptResult> SendAsync(LaneTarget target, byte[] payload, Func<bool>? maySend = null)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);

        // The own listener gets the canonical address, which is the one that was recognized.
        var (way, url) = await _own.IsAsync(target.Url, timeout.Token) ? (_toOwn, target.Url) : (_outside, target.RequestUrl);
        var signature = DixaSignature.Create(target.SigningSecrets, _time.GetUtcNow(), payload);
        var exchange = RequestTrace.Begin();
        var answer = await ExchangeAsync(way.Kept, target, url, payload, signature, maySend, timeout.Token);
        if (answer.Failure is FailureClass.Reset && exchange.MayRetryOnNewConnection)
        {
            exchange = RequestTrace.Begin();
            answer = await ExchangeAsync(way.Afresh, target, url, payload, signature, maySend, timeout.Token);
        }

        return answer with { RequestHeaders = exchange.Sent ? target.Sent.Capture(signature) : null };
    }

    public void Dispose()
    {
        _outside.Dispose();
        _toOwn.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptResult> ExchangeAsync(
        HttpMessageInvoker http, LaneTarget target, Uri url, byte[] payload, string signature, Func<bool>? maySend, CancellationToken timeout)
    {
        HttpResponseMessage? response = null;
        using var body = new KeptBody(KeptResponseBytes);
        try
        {
            using var request = EndpointRequest.Create(target, url, payload, signature, maySend);
            response = await http.SendAsync(request, timeout);
            await ReadAsync(response, body, timeout);
            return Answer(target, response, body, failure: null);
        }
        catch (Exception error) when (response is not null && FailureClassifier.IsTooLong(error))
        {
            // Too many bytes around a body, such as chunk extensions, are as harmless as too long a body.
            body.CutHere();
            return Answer(target, response, body, failure: null);
        }
        catch (LeaseEndedException)
        {
            throw;
        }
        catch (Exception error)
        {
            var failure = FailureClassifier.Classify(error);
            return response is null ? AttemptResult.Failed(failure) : Answer(target, response, body, failure);
        }
        finally
        {
            response?.Dispose();
            RequestTrace.Current?.End();
        }
    }

    /// <summary>
    /// Reads a body to its end or to the bound. The status decides what an answer means, so a body that is longer is only
    /// cut; its connection is closed when the response is disposed of.
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

    private static AttemptResult Answer(LaneTarget target, HttpResponseMessage response, KeptBody body, FailureClass? failure)
    {
        var (headers, kept) = (ResponseHeaderCapture.Capture(response), body.ToArray());

        // A body that did not arrive whole may end within a value.
        var (masked, cut) = target.Secrets.Hide(kept, body.Truncated || failure is not null, KeptResponseBytes);
        return new((int)response.StatusCode, failure)
        {
            ResponseHeaders = target.Secrets.Hide(headers, HeaderLines.IsCut(headers), ResponseHeaderCapture.MaxBytes).Bytes,
            ResponseBody = masked,
            ResponseTruncated = body.Truncated || cut,
        };
    }

    /// <summary>How requests leave, by the connections that carry them.</summary>
    private sealed class Route(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect, TimeSpan connectTimeout) : IDisposable
    {
        public HttpMessageInvoker Kept { get; } = Client(connect, ConnectionLifetime, connectTimeout);

        /// <summary>Its connections serve one request each.</summary>
        public HttpMessageInvoker Afresh { get; } = Client(connect, TimeSpan.Zero, connectTimeout);

        public void Dispose()
        {
            Kept.Dispose();
            Afresh.Dispose();
        }

        private static HttpMessageInvoker Client(
            Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect, TimeSpan connectionLifetime, TimeSpan connectTimeout) => new(new SocketsHttpHandler
            {
                ActivityHeadersPropagator = null,
                AllowAutoRedirect = false,
                ConnectCallback = connect,

                // Connecting goes on when its request has given up, unless it is bounded itself.
                ConnectTimeout = connectTimeout,

                // We read to the end or to a bound; what comes after the bound is not waited for.
                MaxResponseDrainSize = 0,
                MaxResponseHeadersLength = 64,
                PooledConnectionLifetime = connectionLifetime,
                RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
                ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
                UseCookies = false,
                UseProxy = false,
            });
    }
}
