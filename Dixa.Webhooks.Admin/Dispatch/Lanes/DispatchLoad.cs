using Dixa.Webhooks.Admin.Dispatch.Budget;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>What all lanes of this process have in flight. It needs no lock: the counters are changed with Interlocked and read with Volatile.</summary>
public sealed class DispatchLoad(SendLimits limits)
{
    /// <summary>Above this number of unrecorded attempts, senders wait for the store. Endpoints that are faster than the store would otherwise fill the memory.</summary>
    internal const int MaxUnrecorded = 4_096;

    private int _inFlight;
    private int _requests;
    private int _unrecorded;
    private long _unrecordedBytes;

    /// <summary>The number of running senders, unrecorded attempts and refills. Shutdown waits until it is 0.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>The number of requests in flight.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The number of attempts that have ended and are not recorded yet.</summary>
    public int Unrecorded => Volatile.Read(ref _unrecorded);

    /// <summary>Senders must wait until their attempts are recorded.</summary>
    public bool HasTooMuchUnrecorded => Volatile.Read(ref _unrecorded) > MaxUnrecorded || Volatile.Read(ref _unrecordedBytes) > limits.UnrecordedBytes;

    public void Begin(int count = 1) => Interlocked.Add(ref _inFlight, count);

    public void End(int count = 1) => Interlocked.Add(ref _inFlight, -count);

    public void BeginRequest() => Interlocked.Increment(ref _requests);

    public void EndRequest() => Interlocked.Decrement(ref _requests);

    /// <summary>An attempt has ended and is not recorded yet.</summary>
    public void BeginRecording(long bytes)
    {
        Begin();
        Interlocked.Increment(ref _unrecorded);
        Interlocked.Add(ref _unrecordedBytes, bytes);
    }

    public void EndRecording(long bytes)
    {
        Interlocked.Decrement(ref _unrecorded);
        Interlocked.Add(ref _unrecordedBytes, -bytes);
        End();
    }
}
