using System.Collections.Concurrent;
using System.Net;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>
/// Finds the addresses of a host. The system's lookup cannot be cancelled: one that hangs holds a thread of its own, none of
/// the pool's that all the other lanes need, and everybody who asks for the same name meanwhile waits for the same one.
/// </summary>
/// <param name="resolve">The system's lookup. It may block; it throws a SocketException when there is no such name.</param>
public sealed class NameLookup(Func<string, IPAddress[]> resolve)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IPAddress[]>>> _running = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All addresses of a host; of a literal address, itself.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The name does not resolve.</exception>
    public Task<IPAddress[]> FindAsync(string host, CancellationToken cancel) => IPAddress.TryParse(host, out var literal)
        ? Task.FromResult<IPAddress[]>([literal])
        : _running.GetOrAdd(host, name => new Lazy<Task<IPAddress[]>>(() => RunAsync(name))).Value.WaitAsync(cancel);

    private Task<IPAddress[]> RunAsync(string host) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                return resolve(host);
            }
            finally
            {
                // Nothing is remembered: the next request asks anew.
                _running.TryRemove(host, out _);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
