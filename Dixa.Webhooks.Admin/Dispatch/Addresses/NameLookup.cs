using System.Collections.Concurrent;
using System.Net;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>
/// Resolves host names. The system's lookup cannot be cancelled, so each one runs on its own thread: a lookup that hangs takes no thread
/// from the pool, which all lanes need. Concurrent requests for the same name share one lookup.
/// </summary>
/// <param name="resolve">The system's lookup. It may block, and throws a SocketException if the name does not exist.</param>
public sealed class NameLookup(Func<string, IPAddress[]> resolve)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IPAddress[]>>> _running = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All addresses of a host. An IP address resolves to itself.</summary>
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
                // Results are not cached: the next request looks the name up again.
                _running.TryRemove(host, out _);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
