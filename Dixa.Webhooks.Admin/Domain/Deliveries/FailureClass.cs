namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Why an attempt brought no usable answer. The numbers are stored: never reuse one.</summary>
public enum FailureClass
{
    /// <summary>The whole exchange, answer's body included, took longer than <c>Dispatch:RequestTimeout</c>.</summary>
    Timeout = 1,

    /// <summary>The endpoint's machine refused the connection.</summary>
    Refused = 2,

    /// <summary>The host name did not resolve.</summary>
    Dns = 3,

    /// <summary>The TLS handshake failed, for example over an expired certificate.</summary>
    Tls = 4,

    /// <summary>The connection broke off before the answer was complete.</summary>
    Reset = 5,

    /// <summary>The address guard refused one of the host's addresses.</summary>
    ForbiddenAddress = 6,

    /// <summary>The request could not be written with the webhook's present settings.</summary>
    InvalidRequest = 7,

    /// <summary>What came back is not HTTP, or its headers are longer than is read.</summary>
    InvalidResponse = 8,

    /// <summary>Only in the history: earlier versions recorded a long answer as a failure.</summary>
    ResponseTooLarge = 9,

    /// <summary>No route to the endpoint's machine.</summary>
    Unreachable = 10,
}
