using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

public sealed class AddressCheckTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(200, FindingLevel.Good, "Reachable. It responded with 200 in 34 ms.")]
    [InlineData(302, FindingLevel.Warning, "a redirect, which is not followed")]
    [InlineData(401, FindingLevel.Good, "normal for a request without payload and authorization")]
    [InlineData(404, FindingLevel.Warning, "Check the path")]
    [InlineData(405, FindingLevel.Good, "normal for a request without payload and authorization")]
    [InlineData(503, FindingLevel.Warning, "an error of the server")]
    public void A_status_is_explained(int status, FindingLevel level, string text)
    {
        var finding = Finding("Endpoint", new EndpointProbe(["192.0.2.1"], null, status, Duration: TimeSpan.FromMilliseconds(34)));

        Assert.Equal(level, finding.Level);
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_has_its_hint()
    {
        var finding = Finding("Endpoint", new EndpointProbe([], null, Failure: FailureClass.Dns, Duration: TimeSpan.FromMilliseconds(5)));

        Assert.Equal((FindingLevel.Bad, "Not reachable (DNS, after 5 ms). The host name does not resolve. Check the spelling and the DNS record."), (finding.Level, finding.Text));
    }

    [Theory]
    [InlineData(300, null, FindingLevel.Good, "valid until Dec 26, 2026 (300 days). Issued by An authority.")]
    [InlineData(5, null, FindingLevel.Warning, "but expires on Mar 6, 2026 (5 days)")]
    [InlineData(-2, CertificateProblem.NotInItsPeriod, FindingLevel.Bad, "The certificate expired on Feb 27, 2026.")]
    [InlineData(300, CertificateProblem.NotInItsPeriod, FindingLevel.Bad, "not valid at this time")]
    [InlineData(300, CertificateProblem.OtherName, FindingLevel.Bad, "for another host name")]
    [InlineData(300, CertificateProblem.NotTrusted, FindingLevel.Bad, "is not trusted: it was issued by An authority")]
    [InlineData(300, CertificateProblem.Revoked, FindingLevel.Bad, "was revoked")]
    [InlineData(300, CertificateProblem.Other, FindingLevel.Bad, "is not valid")]
    public void A_certificate_is_explained(int daysLeft, CertificateProblem? problem, FindingLevel level, string text)
    {
        var finding = Finding("TLS", new EndpointProbe(["192.0.2.1"], null, 200, Certificate: new EndpointCertificate("An authority", Now.AddDays(daysLeft), problem)));

        Assert.Equal(level, finding.Level);
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com/", true)]
    [InlineData("https://example.com/", false)]
    public void Missing_TLS_is_a_warning(string url, bool warns) =>
        Assert.Equal(warns, AddressCheckText.Of(new EndpointProbe(["192.0.2.1"], null, 200), url, Now).Any(finding => finding is { Name: "TLS", Level: FindingLevel.Warning }));

    [Fact]
    public void A_refused_address_is_the_only_finding() =>
        Assert.Equal([new AddressFinding("Address", FindingLevel.Bad, "10.1.2.3 is private.")], AddressCheckText.Of(new EndpointProbe(["10.1.2.3"], "10.1.2.3 is private."), "http://10.1.2.3/", Now));

    [Fact]
    public void At_most_four_addresses_are_listed() =>
        Assert.Equal("Allowed: 1, 2, 3, 4 and 2 more.", Finding("Address", new EndpointProbe(["1", "2", "3", "4", "5", "6"], null, 200)).Text);

    private static AddressFinding Finding(string name, EndpointProbe probe) => AddressCheckText.Of(probe, "https://example.com/", Now).Single(finding => finding.Name == name);
}
