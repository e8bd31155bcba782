namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>Decides how much of a failure is logged: of a new one everything, of one that repeats a line a minute.</summary>
internal sealed class FailureLog(TimeProvider time)
{
    /// <summary>How often a failure that repeats is logged.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private (Type Type, string Message)? _last;
    private long _loggedAt;

    public FailureDetail Failed(Exception error)
    {
        var isNew = _last != (error.GetType(), error.Message);
        if (!isNew && time.GetElapsedTime(_loggedAt) < Interval)
        {
            return FailureDetail.None;
        }

        _last = (error.GetType(), error.Message);
        _loggedAt = time.GetTimestamp();
        return isNew ? FailureDetail.Full : FailureDetail.Brief;
    }

    /// <summary>True when what succeeds now failed before.</summary>
    public bool Succeeded()
    {
        var recovered = _last is not null;
        _last = null;
        return recovered;
    }
}

/// <summary>How much of a failure is logged.</summary>
internal enum FailureDetail
{
    None,

    /// <summary>One line.</summary>
    Brief,

    /// <summary>With the stack trace.</summary>
    Full,
}
