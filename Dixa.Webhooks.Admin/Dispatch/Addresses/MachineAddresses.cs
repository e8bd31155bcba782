using System.Net;
using System.Net.NetworkInformation;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>
/// The addresses of this machine's network interfaces. Packets to them never leave the machine and pass any firewall that allows loopback,
/// so even a public address would reach services that are meant for this machine only. They are read at most once a minute.
/// <c>_reading</c> makes sure that one thread reads them; others wait for it only if there is no fresh snapshot.
/// </summary>
public sealed partial class MachineAddresses(Func<IEnumerable<IPAddress>> read, TimeProvider time, ILogger<MachineAddresses> logger)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _reading = new();
    private volatile Snapshot? _last;

    public MachineAddresses(TimeProvider time, ILogger<MachineAddresses> logger)
        : this(OfInterfaces, time, logger)
    {
    }

    /// <summary>Whether an interface of this machine has the address.</summary>
    /// <param name="address">An IPv4 address, or an IPv6 address without a zone.</param>
    public bool Contains(IPAddress address) => Current().Addresses.Contains(address);

    private static IEnumerable<IPAddress> OfInterfaces() =>
        from networkInterface in NetworkInterface.GetAllNetworkInterfaces()
        from unicast in networkInterface.GetIPProperties().UnicastAddresses
        select unicast.Address;

    private Snapshot Current()
    {
        if (IsFresh(_last))
        {
            return _last!;
        }

        lock (_reading)
        {
            return IsFresh(_last) ? _last! : _last = Read(_last);
        }
    }

    private bool IsFresh(Snapshot? snapshot) => snapshot is not null && time.GetElapsedTime(snapshot.ReadAt) < Lifetime;

    private Snapshot Read(Snapshot? last)
    {
        try
        {
            return new Snapshot(read().Select(IpForms.Plain).ToHashSet(), time.GetTimestamp());
        }
        catch (Exception error) when (error is NetworkInformationException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            Log.NotRead(logger, error);
            return new Snapshot(last?.Addresses ?? [], time.GetTimestamp());
        }
    }

    private sealed record Snapshot(HashSet<IPAddress> Addresses, long ReadAt);

    private static partial class Log
    {
        [LoggerMessage(1780, LogLevel.Warning, "Failed to read the addresses of the network interfaces; until the next successful read, URLs with a public address of this machine may be allowed")]
        public static partial void NotRead(ILogger logger, Exception error);
    }
}
