using System.Net;
using System.Net.Sockets;
using Dixa.Webhooks.Admin.FrontDoor;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Notifications;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Startup.Checkup;

/// <summary>Checks the listening address, the settings for a reverse proxy, and the mail server.</summary>
internal sealed class NetworkCheckup(IConfiguration configuration, IOptions<AppOptions> app, IOptions<ProxyOptions> proxies, IOptions<NotificationsOptions> notifications, MailSender mail)
{
    private const string Process = "process";
    private const string Proxy = "proxy";
    private const string Mail = "mail";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MailTimeout = TimeSpan.FromSeconds(10);

    public async IAsyncEnumerable<Finding> RunAsync()
    {
        yield return await CheckProcessAsync();
        yield return CheckProxy(app.Value, proxies.Value.KnownProxies.Count, configuration["Urls"] ?? "");
        yield return await CheckMailAsync();
    }

    internal static Finding CheckProxy(AppOptions app, int known, string urls)
    {
        var listensWithTls = urls.Contains("https://", StringComparison.OrdinalIgnoreCase);
        if (known > 0)
        {
            return app.Address is null
                ? Finding.Warning(Proxy, "ForwardedHeaders:KnownProxies is set and App:Url is not. Set it to the address of the proxy, so that e-mails have links.")
                : Finding.Ok(Proxy, $"Forwarded headers count from {known} known {(known == 1 ? "proxy or network" : "proxies or networks")}. The public address is {app.Address}.");
        }

        return app.Address is { } url && url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !listensWithTls
            ? Finding.Error(Proxy, $"App:Url is {url}, so a reverse proxy terminates TLS, but ForwardedHeaders:KnownProxies is empty. All clients count as one, and cookies are not marked as secure. Add the proxy's address.")
            : Finding.Ok(Proxy, "No reverse proxy is configured. Clients connect directly.");
    }

    private async Task<Finding> CheckProcessAsync()
    {
        if (HealthCommand.Address(configuration["Urls"] ?? "") is not { } address)
        {
            return Finding.Ok(Process, "Urls has no http address to try.");
        }

        try
        {
            using var timeout = new CancellationTokenSource(ConnectTimeout);
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, timeout.Token);
            return Finding.Ok(Process, $"A process listens on {Text(address)}.");
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return Finding.Ok(Process, $"No process listens on {Text(address)}.");
        }
    }

    private async Task<Finding> CheckMailAsync()
    {
        if (!notifications.Value.Smtp.IsOn)
        {
            return Finding.Warning(Mail, "No mail server is configured, so administrators get no e-mails about disabled webhooks. Set Notifications:Smtp:Host.");
        }

        var server = $"{notifications.Value.Smtp.Host}:{notifications.Value.Smtp.Port}";
        return await mail.CheckAsync(MailTimeout, CancellationToken.None) is { } error
            ? Finding.Error(Mail, $"{server} cannot be used. {error.TrimEnd().TrimEnd('.')}. Check the settings in Notifications:Smtp.")
            : app.Value.Address is null
                ? Finding.Warning(Mail, $"{server} accepts e-mails, but they have no links. Set App:Url.")
                : Finding.Ok(Mail, $"{server} accepts e-mails.");
    }

    private static string Text(DnsEndPoint address) => $"{address.Host}:{address.Port}";
}
