using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>
/// Limits requests of one kind, for each client address and in total. It needs no timer and remembers a bounded number of
/// addresses. When that bound is reached, new addresses share one allowance until others have been idle long enough to be forgotten.
/// </summary>
internal sealed class ClientLimit(TimeProvider time, ClientLimitOptions options)
{
    internal const int MaxClients = 10_000;

    /// <summary>IPv6 customers get at least a /64 network and can use every address in it.</summary>
    private const int ClientPrefixBits = 64;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    /// <summary>Guards all mutable fields below.</summary>
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<UInt128, TimeSpan> _due = [];
    private readonly RequestRate _perClient = new(TimeSpan.FromMinutes(1) / options.PerMinute, options.Burst);
    private readonly RequestRate _total = new(TimeSpan.FromSeconds(1) / options.TotalPerSecond, options.TotalPerSecond);
    private TimeSpan _sharedDue;
    private TimeSpan _totalDue;
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

    /// <summary>Returns null if the request may proceed, otherwise how long the client should wait.</summary>
    public TimeSpan? Take(IPAddress? address)
    {
        var client = KeyOf(address);
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);

            // The client's own limit comes first, so that one client cannot use up the total allowance.
            return TakeOwn(client, now) ?? _total.Take(ref _totalDue, now);
        }
    }

    private TimeSpan? TakeOwn(UInt128 client, TimeSpan now)
    {
        if (!_due.TryGetValue(client, out var due) && !HasRoom(now))
        {
            return _perClient.Take(ref _sharedDue, now);
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
                    // Its full burst is available again, as for an unknown client.
                    _due.Remove(client);
                }
            }
        }

        return _due.Count < MaxClients;
    }

    /// <summary>The IPv4 address, or the /64 network of an IPv6 address. Clients with an unknown address share one key.</summary>
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
