using System.Buffers;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Makes one attempt. Whatever the endpoint does becomes a value; nothing it sends can throw past here.</summary>
public sealed class EndpointClient : IDisposable
{
    /// <summary>So much of an answer's body is kept.</summary>
    public const int KeptResponseBytes = 16 * 1024;

    private readonly HttpMessageInvoker _http;
    private readonly TimeProvider _time;
    private readonly DispatchOptions _options;

    public EndpointClient(GuardedConnection connection, TimeProvider time, IOptions<DispatchOptions> options)
    {
        (_time, _options) = (time, options.Value);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            ConnectCallback = connection.ConnectAsync,
            MaxResponseHeadersLength = 64,

            // A name that moves is followed within a minute, and vetted anew.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            UseCookies = false,
            UseProxy = false,
        });
    }

    /// <summary>Posts a payload, signed at this moment, and reads the answer within the timeout.</summary>
    public async Task<AttemptResult> SendAsync(LaneTarget target, byte[] payload)
    {
        int? status = null;
        try
        {
            using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);
            using var request = EndpointRequest.Create(target, payload, _time.GetUtcNow());
            using var response = await _http.SendAsync(request, timeout.Token);
            status = (int)response.StatusCode;
            return await ReadAsync(response, timeout.Token);
        }
        catch (Exception error)
        {
            return new AttemptResult(status, FailureClassifier.Classify(error));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<AttemptResult> ReadAsync(HttpResponseMessage response, CancellationToken timeout)
    {
        var kept = new ArrayBufferWriter<byte>(256);
        var buffer = ArrayPool<byte>.Shared.Rent(KeptResponseBytes);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(timeout);
            var total = 0;
            for (int read; (read = await body.ReadAsync(buffer, timeout)) > 0 && total <= _options.MaxResponseBytes;)
            {
                kept.Write(buffer.AsSpan(0, Math.Min(read, KeptResponseBytes - kept.WrittenCount)));
                total += read;
            }

            return new AttemptResult((int)response.StatusCode, total > _options.MaxResponseBytes ? FailureClass.ResponseTooLarge : null)
            {
                ResponseBody = kept.WrittenSpan.ToArray(),
                ResponseTruncated = total > kept.WrittenCount,
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
