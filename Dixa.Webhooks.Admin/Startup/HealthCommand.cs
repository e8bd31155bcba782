using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Asks the process on this machine whether it is healthy. For a container, whose image has no other program that could ask.</summary>
internal static class HealthCommand
{
    public const string Name = "health";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Returns the exit code: 0 if the process answers with a status of success.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The result belongs on the terminal of the person who asked.")]
    public static async Task<int> RunAsync(IConfiguration configuration)
    {
        if (Address(configuration["Urls"] ?? "") is not { } address)
        {
            await Console.Error.WriteLineAsync($"{Name}: Urls has no http address to ask, for example http://localhost:5080.");
            return 1;
        }

        var path = $"{configuration.GetSection(AppOptions.Section)[nameof(AppOptions.PathBase)]}{AppRoutes.Alive}";
        try
        {
            var status = await AskAsync(address, path, Host(configuration["AllowedHosts"]));
            await Console.Out.WriteLineAsync($"{address.Host}:{address.Port}{path} answered {status}.");
            return status is >= 200 and < 300 ? 0 : 1;
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException or FormatException)
        {
            var reason = error is OperationCanceledException ? $"There was no answer within {Timeout.TotalSeconds:0} s." : error.Message;
            await Console.Error.WriteLineAsync($"{Name}: the process at {address.Host}:{address.Port} does not answer. {reason}");
            return 1;
        }
    }

    /// <summary>The first http address, with an address of this machine in place of "all interfaces".</summary>
    internal static DnsEndPoint? Address(string urls) => (
        from url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        where url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        let address = BindingAddress.Parse(url)
        where !address.IsUnixPipe && !address.IsNamedPipe
        select new DnsEndPoint(address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : address.Host.Trim('[', ']'), address.Port)).FirstOrDefault();

    // The server refuses names that AllowedHosts does not list.
    private static string Host(string? allowed) =>
        (allowed ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(host => host != "*")?.Replace("*.", "www.", StringComparison.Ordinal) ?? "localhost";

    private static async Task<int> AskAsync(DnsEndPoint address, string path, string host)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, timeout.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), timeout.Token);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadLineAsync(timeout.Token) is { } line && line.Split(' ') is ["HTTP/1.1" or "HTTP/1.0", var status, ..]
            ? int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)
            : throw new FormatException("The answer is not HTTP.");
    }
}
