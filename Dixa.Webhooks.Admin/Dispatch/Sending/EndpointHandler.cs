using System.Net.Security;
using System.Text;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Creates the HTTP client that all requests to endpoints use. The caller decides how it connects.</summary>
internal static class EndpointHandler
{
    /// <param name="connect">Checks the address and connects to it.</param>
    /// <param name="connectionLifetime">How long a connection is used for further requests.</param>
    /// <param name="connectTimeout">Limits connecting, which continues after its request has timed out.</param>
    /// <param name="certificate">Sees the certificate and decides whether to accept it; null accepts valid ones.</param>
    public static HttpMessageInvoker Create(
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect,
        TimeSpan connectionLifetime,
        TimeSpan connectTimeout,
        RemoteCertificateValidationCallback? certificate = null) => new(new SocketsHttpHandler
        {
            // Receivers get a trace context only if a setting says so: see EndpointRequest.
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            ConnectCallback = connect,
            ConnectTimeout = connectTimeout,

            // We read to the end or to the limit. Do not wait for what comes after the limit.
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = connectionLifetime,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = certificate },
            UseCookies = false,
            UseProxy = false,
        });
}
