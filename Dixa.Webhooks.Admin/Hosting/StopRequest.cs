using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>
/// Remembers whether somebody asked the process to stop, by a signal or Ctrl+C. The host itself does not tell such a stop from
/// one that a failed background service caused, and ends with exit code 0 after both.
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

    /// <summary>Notes that the stop that follows is intended.</summary>
    public void Make() => _wasMade = true;

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
    }
}
