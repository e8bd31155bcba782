using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Subscriptions;

public sealed class AddressCheckerTests : DispatchTest
{
    private AddressChecker Checker => Store.Service<AddressChecker>();

    [Fact]
    public async Task One_request_without_a_payload_finds_out_the_status()
    {
        await using var endpoint = RawEndpoint.Answering(405);

        var probe = await ProbeAsync(endpoint.Url);

        Assert.Equal((null, 405, null, null), (probe.Refusal, probe.StatusCode, probe.Failure, probe.Certificate));
        Assert.Equal(["127.0.0.1"], probe.Addresses);
        Assert.Equal(1, endpoint.Requests);
        Assert.StartsWith("HEAD /hook HTTP/1.1\r\n", endpoint.LastRequest, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", endpoint.LastRequest, StringComparison.Ordinal);
        Assert.DoesNotContain("dixa-signature", endpoint.LastRequest, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("subscription-id", endpoint.LastRequest, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var target = RawEndpoint.Answering(200);
        await using var endpoint = RawEndpoint.Saying($"HTTP/1.1 302 Found\r\nLocation: {target.Url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        Assert.Equal(302, (await ProbeAsync(endpoint.Url)).StatusCode);
        Assert.Equal(0, target.Connections);
    }

    [Fact]
    public async Task A_forbidden_address_is_refused_before_anything_is_sent()
    {
        Store.Names["inside.example"] = [IPAddress.Parse("10.1.2.3")];

        var probe = await ProbeAsync("http://inside.example/");

        Assert.StartsWith("inside.example resolves to 10.1.2.3, which is a private", probe.Refusal, StringComparison.Ordinal);
        Assert.Equal(["10.1.2.3"], probe.Addresses);
        Assert.Equal((null, null), (probe.StatusCode, probe.Failure));
    }

    [Fact]
    public async Task Why_an_endpoint_cannot_be_reached_is_a_class_of_failure()
    {
        Assert.Equal(FailureClass.Refused, (await ProbeAsync(RawEndpoint.Nobody())).Failure);

        var unknown = await ProbeAsync("http://nowhere.example/");
        Assert.Equal((FailureClass.Dns, 0), (unknown.Failure, unknown.Addresses.Count));
    }

    [Fact]
    public async Task An_endpoint_that_does_not_respond_is_a_timeout()
    {
        await using var endpoint = RawEndpoint.Hanging();

        var probing = ProbeAsync(endpoint.Url);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 1, "the request arrived");
        Store.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(FailureClass.Timeout, (await probing).Failure);
    }

    [Fact]
    public async Task A_certificate_that_deliveries_would_refuse_is_described()
    {
        var expires = TimeProvider.System.GetUtcNow().AddDays(90);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeTlsAsync(listener, expires);

        var probe = await ProbeAsync($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        Assert.Equal((FailureClass.Tls, CertificateProblem.NotTrusted, "localhost"), (probe.Failure, probe.Certificate!.Problem, probe.Certificate.Issuer));
        Assert.Equal(expires, probe.Certificate.ExpiresAt, TimeSpan.FromSeconds(2));
        await serving;
    }

    [Fact]
    public async Task An_invalid_URL_is_explained_and_nothing_is_sent() =>
        Assert.StartsWith("The URL's port", Assert.IsType<AddressCheckResult.Invalid>(await Checker.CheckAsync(Actors.Administrator, "http://127.0.0.1:99999/", Cancel)).Error.Message, StringComparison.Ordinal);

    [Fact]
    public async Task Support_cannot_check_addresses() =>
        Assert.IsType<AddressCheckResult.Forbidden>(await Checker.CheckAsync(Actors.Support, "http://127.0.0.1/", Cancel));

    [Fact]
    public async Task Each_person_can_make_ten_checks_a_minute()
    {
        var other = Actors.Administrator with { Id = Guid.NewGuid() };
        for (var i = 0; i < AddressChecker.MaxChecks; i++)
        {
            await ProbeAsync("http://10.1.2.3/");
            Store.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TimeSpan.FromSeconds(50), Assert.IsType<AddressCheckResult.TooMany>(await Checker.CheckAsync(Actors.Administrator, "http://10.1.2.3/", Cancel)).Wait);
        Assert.IsType<AddressCheckResult.Checked>(await Checker.CheckAsync(other, "http://10.1.2.3/", Cancel));
        Store.Time.Advance(TimeSpan.FromSeconds(50));
        await ProbeAsync("http://10.1.2.3/");
    }

    private async Task<EndpointProbe> ProbeAsync(string url) => Assert.IsType<AddressCheckResult.Checked>(await Checker.CheckAsync(Actors.Administrator, url, Cancel)).Probe;

    private static async Task ServeTlsAsync(TcpListener listener, DateTimeOffset expires)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(expires.AddDays(-180), expires);
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            _ = await stream.ReadAsync(new byte[1], Cancel);
        }
        catch (Exception refused) when (refused is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client does not accept the certificate.
        }
    }
}
