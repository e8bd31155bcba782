using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>How good a finding is.</summary>
public enum FindingLevel
{
    Good,
    Warning,
    Bad,
}

/// <summary>One line of the result of an address check.</summary>
public sealed record AddressFinding(string Name, FindingLevel Level, string Text);

/// <summary>The result of an address check in words.</summary>
public static class AddressCheckText
{
    /// <summary>A certificate that expires sooner gets a warning.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static IEnumerable<AddressFinding> Of(EndpointProbe probe, string url, DateTimeOffset now)
    {
        yield return new("Address", probe.Refusal is null ? FindingLevel.Good : FindingLevel.Bad, probe switch
        {
            { Refusal: { } refusal } => refusal,
            { Addresses: [] } => "Allowed.",
            _ => $"Allowed: {string.Join(", ", probe.Addresses.Take(4))}{(probe.Addresses.Count > 4 ? $" and {probe.Addresses.Count - 4} more" : "")}.",
        });
        if (probe.Refusal is not null)
        {
            yield break;
        }

        yield return Reached(probe);
        if (probe.Certificate is { } certificate)
        {
            yield return Certified(certificate, now);
        }
        else if (url.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
        {
            yield return new("TLS", FindingLevel.Warning, "None. Events are sent unencrypted; use https:// outside of your own network.");
        }
    }

    private static AddressFinding Reached(EndpointProbe probe)
    {
        const string name = "Endpoint";
        var took = TimeText.Duration(probe.Duration);
        return probe switch
        {
            { StatusCode: >= 200 and < 300 } => new(name, FindingLevel.Good, $"Reachable. It responded with {probe.StatusCode} in {took}."),
            { StatusCode: >= 300 and < 400 } => new(name, FindingLevel.Warning, $"Reachable. It responded with {probe.StatusCode} in {took}: a redirect, which is not followed."),
            { StatusCode: 404 or 410 } => new(name, FindingLevel.Warning, $"Reachable. It responded with {probe.StatusCode} in {took}. Check the path, unless the endpoint accepts only POST."),
            { StatusCode: >= 500 } => new(name, FindingLevel.Warning, $"Reachable. It responded with {probe.StatusCode} in {took}, an error of the server."),
            { StatusCode: { } status } => new(name, FindingLevel.Good, $"Reachable. It responded with {status} in {took}, which is normal for a request without payload and authorization."),
            { Failure: { } failure } => new(name, FindingLevel.Bad, $"Not reachable ({failure.Word()}, after {took}). {failure.Hint()}"),
            _ => new(name, FindingLevel.Bad, "Not reachable."),
        };
    }

    private static AddressFinding Certified(EndpointCertificate certificate, DateTimeOffset now)
    {
        const string name = "TLS";
        var date = certificate.ExpiresAt.UtcDateTime.ToString("MMM d, yyyy", CultureInfo.InvariantCulture);
        var left = certificate.ExpiresAt - now;
        return certificate.Problem switch
        {
            CertificateProblem.NotInItsPeriod when left < TimeSpan.Zero => new(name, FindingLevel.Bad, $"The certificate expired on {date}."),
            CertificateProblem.NotInItsPeriod => new(name, FindingLevel.Bad, "A certificate of the chain is not valid at this time."),
            CertificateProblem.OtherName => new(name, FindingLevel.Bad, "The certificate is for another host name."),
            CertificateProblem.NotTrusted => new(name, FindingLevel.Bad, $"The certificate is not trusted: it was issued by {certificate.Issuer}, or a certificate between is missing."),
            CertificateProblem.Revoked => new(name, FindingLevel.Bad, "The certificate was revoked."),
            CertificateProblem.Other => new(name, FindingLevel.Bad, "The certificate is not valid."),
            _ when left < Soon => new(name, FindingLevel.Warning, $"The certificate is valid, but expires on {date} ({TimeText.Rough(left)})."),
            _ => new(name, FindingLevel.Good, $"The certificate is valid until {date} ({TimeText.Rough(left)}). Issued by {certificate.Issuer}."),
        };
    }
}
