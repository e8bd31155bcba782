namespace Dixa.Webhooks.Admin.Storage.Failures;

/// <summary>
/// Keeps the log short while the store fails, since hundreds of requests and deliveries a second fail together. It logs the first error with
/// its stack trace, one line for each further kind of error, one line a minute with the count, and one line when the store works again.
/// <c>_gate</c> guards all state; <c>_failing</c> is volatile, since it is also read without the lock.
/// </summary>
public sealed partial class StoreFailureLog(ILogger<StoreFailureLog> logger, TimeProvider time)
{
    /// <summary>How often the error count is logged while the store fails.</summary>
    public static readonly TimeSpan SummaryInterval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A success ends the outage only if nothing has failed for this time: connections that broke during the outage still fail one by one
    /// after it.
    /// </summary>
    public static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(5);

    /// <summary>Stack traces can be very long. The first lines contain the error and where it was thrown.</summary>
    private const int MaxTraceLines = 20;

    /// <summary>An outage causes a few kinds of errors. Further kinds are only counted.</summary>
    private const int MaxKinds = 6;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _kinds = [];
    private volatile bool _failing;
    private int _errors;
    private int _errorsSinceSummary;
    private DateTimeOffset _firstAt;
    private DateTimeOffset _lastAt;
    private DateTimeOffset _tracedAt = DateTimeOffset.MinValue;
    private long _lastFailure;
    private long _lastSummary;

    /// <summary>The store has failed, and has not recovered yet.</summary>
    public bool Failing => _failing;

    /// <summary>
    /// Logs or counts an error that the store caused. <paramref name="message"/> says what failed because of it. False if the store did not
    /// cause the error; then the caller must log it.
    /// </summary>
    public bool TryLog(Exception error, string message)
    {
        if (StoreErrors.Find(error) is not { } storeError)
        {
            return false;
        }

        lock (_gate)
        {
            var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
            if (!_failing)
            {
                Begin(storeError, message, now, timestamp);
            }
            else if (_kinds.Count < MaxKinds && _kinds.Add(StoreErrors.Kind(storeError)))
            {
                Log.FailedOtherwise(logger, message, storeError.Message);
            }

            _errors++;
            _errorsSinceSummary++;
            (_lastAt, _lastFailure) = (now, timestamp);
            if (time.GetElapsedTime(_lastSummary, timestamp) >= SummaryInterval)
            {
                Log.StillFailing(logger, _errorsSinceSummary, _firstAt, storeError.Message);
                (_lastSummary, _errorsSinceSummary) = (timestamp, 0);
            }
        }

        return true;
    }

    /// <summary>Call it after a successful write. Nearly free while the store works.</summary>
    public void Succeeded()
    {
        if (!_failing)
        {
            return;
        }

        lock (_gate)
        {
            if (_failing && time.GetElapsedTime(_lastFailure) >= QuietTime)
            {
                _failing = false;
                Log.WorksAgain(logger, _errors, _firstAt, _lastAt);
            }
        }
    }

    private void Begin(Exception storeError, string message, DateTimeOffset now, long timestamp)
    {
        _failing = true;
        _kinds.Clear();
        _kinds.Add(StoreErrors.Kind(storeError));
        (_errors, _errorsSinceSummary, _firstAt, _lastSummary) = (0, 0, now, timestamp);

        // If the store fails and recovers repeatedly, one stack trace per interval is enough.
        if (now - _tracedAt >= SummaryInterval)
        {
            _tracedAt = now;
            Log.Failed(logger, message, string.Join(Environment.NewLine, storeError.ToString().Split('\n', MaxTraceLines + 1, StringSplitOptions.TrimEntries).Take(MaxTraceLines)));
        }
        else
        {
            Log.FailedAgain(logger, message, storeError.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1610, LogLevel.Error, "The store failed. {Message}. Further errors are counted, and the count is logged once a minute.\n{Error}")]
        public static partial void Failed(ILogger logger, string message, string error);

        [LoggerMessage(1611, LogLevel.Error, "The store failed again. {Message}. {Reason}")]
        public static partial void FailedAgain(ILogger logger, string message, string reason);

        [LoggerMessage(1612, LogLevel.Error, "The store fails with another error. {Message}. {Reason}")]
        public static partial void FailedOtherwise(ILogger logger, string message, string reason);

        [LoggerMessage(1613, LogLevel.Error, "The store is still failing: {Count} errors since the last line, first error at {Since:u}. Latest: {Reason}")]
        public static partial void StillFailing(ILogger logger, int count, DateTimeOffset since, string reason);

        [LoggerMessage(1614, LogLevel.Warning, "The store works again. There were {Count} errors from {From:u} to {To:u}")]
        public static partial void WorksAgain(ILogger logger, int count, DateTimeOffset from, DateTimeOffset to);
    }
}
