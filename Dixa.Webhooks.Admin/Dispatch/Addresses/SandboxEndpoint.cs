using System.Net;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>
/// The URL of the application's own sandbox, to which requests are allowed whatever its address is. This allows no other path or port:
/// only requests to exactly this URL use the connections to the application's own listener.
/// </summary>
public sealed class SandboxEndpoint
{
    private readonly TaskCompletionSource<Place?> _place = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _path;

    /// <summary>Null until the server listens, or if there is no sandbox.</summary>
    public Uri? Url => _place.Task.IsCompletedSuccessfully ? _place.Task.Result?.Url : null;

    /// <summary>The addresses of the application's own listener: loopback, or the address that it listens on.</summary>
    internal IReadOnlyList<IPAddress> Listener => _place.Task.IsCompletedSuccessfully && _place.Task.Result is { } place ? place.Listener : [];

    /// <summary>Call it before the server listens. Requests to this path then wait until the URL is known.</summary>
    public void Announce(string path) => _path = path;

    /// <summary>Call it once the server listens. The addresses of <paramref name="listener"/> are tried in this order.</summary>
    public void Resolve(Uri url, IReadOnlyList<IPAddress> listener) => _place.TrySetResult(new Place(url, listener));

    /// <summary>Call it if there is no sandbox after all.</summary>
    public void Withdraw() => _place.TrySetResult(null);

    /// <summary>Whether this is the sandbox's URL: same scheme, host, port and path, no query. False if the wait is cancelled.</summary>
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
