namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Why an attempt got no usable response. The numbers are stored: never reuse one.</summary>
public enum FailureClass
{
    /// <summary>The whole exchange, including the response body, took longer than <c>Dispatch:RequestTimeout</c>.</summary>
    Timeout = 1,

    /// <summary>The endpoint's host refused the connection.</summary>
    Refused = 2,

    /// <summary>The host name did not resolve.</summary>
    Dns = 3,

    /// <summary>The TLS handshake failed, for example because of an expired certificate.</summary>
    Tls = 4,

    /// <summary>The connection was closed before the response was complete.</summary>
    Reset = 5,

    /// <summary>The address guard refused one of the host's addresses.</summary>
    ForbiddenAddress = 6,

    /// <summary>The request could not be created from the webhook's settings.</summary>
    InvalidRequest = 7,

    /// <summary>The response is not valid HTTP, or its headers are too long.</summary>
    InvalidResponse = 8,

    /// <summary>Only in old history: earlier versions recorded a long response as a failure.</summary>
    ResponseTooLarge = 9,

    /// <summary>There is no route to the endpoint's host.</summary>
    Unreachable = 10,
}
