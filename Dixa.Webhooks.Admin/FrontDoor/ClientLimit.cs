using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>
/// How many requests of one kind each client address may send, and all of them together. It needs no timer, and remembers
/// a bounded number of addresses: when there are more, the new ones share one allowance until others have rested.
/// </summary>
internal sealed class ClientLimit(TimeProvider time, ClientLimitOptions options)
{
    internal const int MaxClients = 10_000;

    /// <summary>An IPv6 customer gets at least this much, and could use each address in it.</summary>
    private const int ClientPrefixBits = 64;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<UInt128, TimeSpan> _due = [];
    private readonly RequestRate _perClient = new(TimeSpan.FromMinutes(1) / options.PerMinute, options.Burst);
    private readonly RequestRate _total = new(TimeSpan.FromSeconds(1) / options.TotalPerSecond, options.TotalPerSecond);
    private TimeSpan _dueOfOthers;
    private TimeSpan _dueOfAll;
    private TimeSpan _nextSweep;

    internal int Clients
    {
        get
        {
            lock (_lock)
            {
                return _due.Count;
            }
        }
    }

    /// <summary>Lets a request through, or answers how long its sender should wait.</summary>
    public TimeSpan? Take(IPAddress? address)
    {
        var client = KeyOf(address);
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);

            // The client's own limit first, so that one client cannot use up what all share.
            return TakeOwn(client, now) ?? _total.Take(ref _dueOfAll, now);
        }
    }

    private TimeSpan? TakeOwn(UInt128 client, TimeSpan now)
    {
        if (!_due.TryGetValue(client, out var due) && !HasRoom(now))
        {
            return _perClient.Take(ref _dueOfOthers, now);
        }

        var wait = _perClient.Take(ref due, now);
        _due[client] = due;
        return wait;
    }

    private bool HasRoom(TimeSpan now)
    {
        if (_due.Count >= MaxClients && now >= _nextSweep)
        {
            _nextSweep = now + SweepInterval;
            foreach (var (client, due) in _due)
            {
                if (due <= now)
                {
                    // Fully rested, which is what an unknown client is too.
                    _due.Remove(client);
                }
            }
        }

        return _due.Count < MaxClients;
    }

    /// <summary>The IPv4 address, or the network of an IPv6 address. One key for all clients whose address is unknown.</summary>
    private static UInt128 KeyOf(IPAddress? address)
    {
        if (address is null)
        {
            return UInt128.Zero;
        }

        var bytes = address.MapToIPv6().GetAddressBytes();
        var key = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address.AddressFamily is AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6
            ? key >> ClientPrefixBits << ClientPrefixBits
            : key;
    }
}
