using System.Net;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>
/// The one address of the application itself that requests may go to wherever it lies: its sandbox. No other path or port
/// beside it is opened, since only requests to exactly this address take the way that leads to the own listener.
/// </summary>
public sealed class SandboxEndpoint
{
    private readonly TaskCompletionSource<Place?> _place = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _path;

    /// <summary>The address; null while there is none, or none yet.</summary>
    public Uri? Url => _place.Task.IsCompletedSuccessfully ? _place.Task.Result?.Url : null;

    /// <summary>Where the own listener is: loopback, or the address that it listens on.</summary>
    internal IReadOnlyList<IPAddress> Listener => _place.Task.IsCompletedSuccessfully && _place.Task.Result is { } place ? place.Listener : [];

    /// <summary>Says before the server listens that there will be one with this path: requests that may be for it wait until it is known.</summary>
    public void Expect(string path) => _path = path;

    /// <summary>Says once the server listens where it is.</summary>
    /// <param name="url">The whole address.</param>
    /// <param name="listener">What to connect to, in this order.</param>
    public void Open(Uri url, IReadOnlyList<IPAddress> listener) => _place.TrySetResult(new Place(url, listener));

    /// <summary>Says that there is none after all.</summary>
    public void Close() => _place.TrySetResult(null);

    /// <summary>Whether a request to this address is one to it: same scheme, host, port and path, no query. A wait that is given up answers no.</summary>
    public async ValueTask<bool> IsAsync(Uri url, CancellationToken cancel)
    {
        if (_path is not { } path || url.PathAndQuery != path)
        {
            return false;
        }

        await ((Task)_place.Task).WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Url is { } own && own.AbsoluteUri == url.AbsoluteUri;
    }

    private sealed record Place(Uri Url, IReadOnlyList<IPAddress> Listener);
}
