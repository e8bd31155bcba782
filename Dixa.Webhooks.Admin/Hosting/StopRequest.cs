using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>
/// Records whether a stop was requested, by a signal or Ctrl+C. The host does not distinguish a requested stop from one that a failed
/// background service caused, and exits with code 0 in both cases.
/// </summary>
public sealed class StopRequest : IDisposable
{
    private readonly PosixSignalRegistration[] _signals;
    private volatile bool _wasMade;

    public StopRequest() => _signals =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, _ => Make())),
    ];

    public bool WasMade => _wasMade;

    /// <summary>Records that the next stop is intended.</summary>
    public void Make() => _wasMade = true;

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
    }
}
