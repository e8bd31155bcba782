using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>What one request without a payload found out about a URL.</summary>
/// <param name="Addresses">The addresses of its host; empty if the name does not resolve.</param>
/// <param name="Refusal">Why the address guard forbids requests to it, so that none was sent; null if it allows them.</param>
/// <param name="StatusCode">The response's status; null if there was none.</param>
/// <param name="Failure">Why there was no response; null if there was one, or if no request was sent.</param>
/// <param name="Duration">From the start of the lookup to the headers of the response.</param>
/// <param name="Certificate">Null without TLS, or if the connection ended before.</param>
public sealed record EndpointProbe(
    IReadOnlyList<string> Addresses,
    string? Refusal,
    int? StatusCode = null,
    FailureClass? Failure = null,
    TimeSpan Duration = default,
    EndpointCertificate? Certificate = null);

/// <summary>The certificate of a host.</summary>
/// <param name="Issuer">The name of who issued it.</param>
/// <param name="ExpiresAt">When it expires or has expired.</param>
/// <param name="Problem">Why deliveries do not accept it; null if they do.</param>
public sealed record EndpointCertificate(string Issuer, DateTimeOffset ExpiresAt, CertificateProblem? Problem);

/// <summary>Why a certificate is not accepted.</summary>
public enum CertificateProblem
{
    /// <summary>It is not valid yet, or not any more.</summary>
    NotInItsPeriod,

    /// <summary>It was issued for another host name.</summary>
    OtherName,

    /// <summary>No authority that this machine trusts has issued it, or a certificate between is missing.</summary>
    NotTrusted,

    Revoked,

    Other,
}
