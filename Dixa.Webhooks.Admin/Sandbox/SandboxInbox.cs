using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>
/// The sandbox's last requests and its response setting. They are kept in memory of this process only, and are lost on restart.
/// </summary>
public sealed class SandboxInbox(TimeProvider time)
{
    /// <summary>The max number of requests kept.</summary>
    public const int MaxRequests = 200;

    /// <summary>The max total size of bodies kept. Anyone can post, so large bodies must shorten the inbox rather than use more memory.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Guards <see cref="_requests"/>, <see cref="_bytes"/> and the assignment of numbers.</summary>
    private readonly Lock _gate = new();
    private readonly LinkedList<SandboxRequest> _requests = [];
    private long _count;
    private long _bytes;
    private long _followed;
    private SandboxResponse _response;

    /// <summary>Notifies screens about changes.</summary>
    public DeliveryFeed Feed { get; } = new(time);

    /// <summary>The kept requests, newest first.</summary>
    public IReadOnlyList<SandboxRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>How many requests were received since the application started.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How often the sandbox's redirect was followed. The application itself never follows it.</summary>
    public long Followed => Interlocked.Read(ref _followed);

    /// <summary>The response to later requests.</summary>
    public SandboxResponse Response
    {
        get => _response;
        internal set
        {
            _response = value;
            Changed();
        }
    }

    /// <summary>The name of who chose <see cref="Response"/>; null until someone does.</summary>
    public string? ResponseChosenBy { get; internal set; }

    /// <summary>Adds a request and assigns its number.</summary>
    public SandboxRequest Add(SandboxRequest request)
    {
        lock (_gate)
        {
            request = request with { Number = ++_count };
            _requests.AddFirst(request);
            _bytes += request.Body.Length;
            while (_requests.Count > MaxRequests || (_bytes > MaxBytes && _requests.Count > 1))
            {
                _bytes -= _requests.Last!.Value.Body.Length;
                _requests.RemoveLast();
            }
        }

        Changed();
        return request;
    }

    /// <summary>Removes requests, because a person whom they mention is erased.</summary>
    public void Forget(Predicate<SandboxRequest> request)
    {
        lock (_gate)
        {
            for (var node = _requests.First; node is not null;)
            {
                var next = node.Next;
                if (request(node.Value))
                {
                    _bytes -= node.Value.Body.Length;
                    _requests.Remove(node);
                }

                node = next;
            }
        }

        Changed();
    }

    /// <summary>Records the response to a request that had to wait for it. Does nothing if the request is no longer kept.</summary>
    public void Responded(long number, string response, bool succeeded)
    {
        lock (_gate)
        {
            for (var node = _requests.First; node is not null; node = node.Next)
            {
                if (node.Value.Number == number)
                {
                    node.Value = node.Value with { Response = response, Succeeded = succeeded };
                }
            }
        }

        Changed();
    }

    internal void CountFollowed()
    {
        Interlocked.Increment(ref _followed);
        Changed();
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
            _bytes = 0;
            _followed = 0;
        }

        Changed();
    }

    private void Changed() => Feed.Publish(Guid.Empty);
}
