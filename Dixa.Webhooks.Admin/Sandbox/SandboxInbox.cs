using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>
/// What the sandbox was sent last, and what it is told to answer. All of it in memory, of this process only: it is for
/// looking, and gone with the next start.
/// </summary>
public sealed class SandboxInbox(TimeProvider time)
{
    /// <summary>So many requests are kept.</summary>
    public const int MaxRequests = 200;

    /// <summary>So many bytes of bodies are kept: anybody may post, and big bodies make the inbox shorter, not the memory longer.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly LinkedList<SandboxRequest> _requests = [];
    private long _count;
    private long _bytes;
    private long _followed;
    private SandboxAnswer _answer;

    /// <summary>Tells screens that something changed here.</summary>
    public DeliveryFeed Feed { get; } = new(time);

    /// <summary>The kept ones, newest first.</summary>
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

    /// <summary>How many came in since the application's start.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How often somebody followed the sandbox's redirect. The application never does.</summary>
    public long Followed => Interlocked.Read(ref _followed);

    /// <summary>How requests are treated from now on.</summary>
    public SandboxAnswer Answer
    {
        get => _answer;
        internal set
        {
            _answer = value;
            Changed();
        }
    }

    /// <summary>Takes a request in and numbers it.</summary>
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

    /// <summary>Notes what became of a request that had to wait for its answer. One that is no longer kept is left alone.</summary>
    public void Answered(long number, string answer, bool succeeded)
    {
        lock (_gate)
        {
            for (var node = _requests.First; node is not null; node = node.Next)
            {
                if (node.Value.Number == number)
                {
                    node.Value = node.Value with { Answer = answer, Succeeded = succeeded };
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
