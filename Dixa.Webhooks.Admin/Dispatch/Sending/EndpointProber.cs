using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// Sends one HEAD request to a URL, with the address guard and the HTTP client of deliveries but without anything of a webhook: no payload,
/// no signature, no secret.
/// </summary>
public sealed class EndpointProber(
    GuardedConnection connection, EndpointCheck check, NameLookup names, SandboxEndpoint sandbox, TimeProvider time, IOptions<DispatchOptions> options)
{
    private const X509ChainStatusFlags OutOfPeriod = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotTimeNested;
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <summary>Takes at most <c>Dispatch:RequestTimeout</c>. Whatever the endpoint does becomes a result.</summary>
    public async Task<EndpointProbe> ProbeAsync(EndpointUrl url, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Value.RequestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        var found = new EndpointProbe(await AddressesAsync(url.Uri, either.Token), await RefusalAsync(url.Uri, either.Token));
        cancel.ThrowIfCancellationRequested();
        return found.Refusal is null ? await RequestAsync(found, url, started, either.Token, cancel) : found;
    }

    private async Task<IReadOnlyList<string>> AddressesAsync(Uri url, CancellationToken timeout)
    {
        try
        {
            return [.. (await names.FindAsync(url.IdnHost, timeout)).Select(address => address.ToString())];
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException or OperationCanceledException)
        {
            return [];
        }
    }

    private async Task<string?> RefusalAsync(Uri url, CancellationToken timeout)
    {
        try
        {
            return await check.ErrorAsync(url, timeout);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<EndpointProbe> RequestAsync(EndpointProbe found, EndpointUrl url, long started, CancellationToken timeout, CancellationToken cancel)
    {
        EndpointCertificate? certificate = null;
        var isSandbox = await sandbox.IsAsync(url.Uri, timeout);
        using var http = EndpointHandler.Create(
            isSandbox ? connection.ConnectToSandboxAsync : connection.ConnectAsync, TimeSpan.Zero, options.Value.RequestTimeout, Look);
        var trace = RequestTrace.Begin();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, isSandbox ? url.Uri : url.RequestUri);
            foreach (var header in DefaultHeaders.Except([]))
            {
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }

            using var response = await http.SendAsync(request, timeout);
            return found with { StatusCode = (int)response.StatusCode, Duration = time.GetElapsedTime(started), Certificate = certificate };
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            return found with { Failure = FailureClassifier.Classify(error), Duration = time.GetElapsedTime(started), Certificate = certificate };
        }
        finally
        {
            trace.End();
        }

        bool Look(object sender, X509Certificate? presented, X509Chain? chain, SslPolicyErrors errors)
        {
            if (presented is X509Certificate2 known)
            {
                certificate = new EndpointCertificate(
                    known.GetNameInfo(X509NameType.SimpleName, forIssuer: true), new DateTimeOffset(known.NotAfter.ToUniversalTime()), Problem(errors, chain));
            }

            return errors is SslPolicyErrors.None;
        }
    }

    private static CertificateProblem? Problem(SslPolicyErrors errors, X509Chain? chain)
    {
        var statuses = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        return errors switch
        {
            SslPolicyErrors.None => null,
            _ when (statuses & OutOfPeriod) != 0 => CertificateProblem.NotInItsPeriod,
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => CertificateProblem.OtherName,
            _ when statuses.HasFlag(X509ChainStatusFlags.Revoked) => CertificateProblem.Revoked,
            _ when (statuses & Untrusted) != 0 => CertificateProblem.NotTrusted,
            _ => CertificateProblem.Other,
        };
    }
}
