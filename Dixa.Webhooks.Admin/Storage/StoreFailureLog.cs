namespace Dixa.Webhooks.Admin.Storage;

/// <summary>
/// Keeps the log short while the store fails: the first error with its stack trace, one line for each further kind of error, one line
/// a minute with the count, and one line when the store works again. Hundreds of requests and deliveries a second fail together.
/// </summary>
public sealed partial class StoreFailureLog(ILogger<StoreFailureLog> logger, TimeProvider time)
{
    /// <summary>How often the number of errors is logged while the store fails.</summary>
    public static readonly TimeSpan SummaryInterval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long nothing may have failed before a success counts as the end: connections that broke during the failure are found one by one
    /// afterwards.
    /// </summary>
    public static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(5);

    /// <summary>A stack trace can be longer than all the rest. Its first lines name the error and where it was thrown.</summary>
    private const int MaxTraceLines = 20;

    /// <summary>An outage has a few kinds of errors. More of them are only counted.</summary>
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

    /// <summary>The store has failed, and no success has ended that yet.</summary>
    public bool Failing => _failing;

    /// <summary>Logs or counts an error if the store is at fault.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="message">What could not be done because of it.</param>
    /// <returns>False when the store is not at fault, and the caller must log it.</returns>
    public bool TryLog(Exception error, string message)
    {
        if (StoreFaults.Find(error) is not { } fault)
        {
            return false;
        }

        lock (_gate)
        {
            var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
            if (!_failing)
            {
                Begin(fault, message, now, timestamp);
            }
            else if (_kinds.Count < MaxKinds && _kinds.Add(StoreFaults.Kind(fault)))
            {
                Log.FailedOtherwise(logger, message, fault.Message);
            }

            _errors++;
            _errorsSinceSummary++;
            (_lastAt, _lastFailure) = (now, timestamp);
            if (time.GetElapsedTime(_lastSummary, timestamp) >= SummaryInterval)
            {
                Log.StillFailing(logger, _errorsSinceSummary, _firstAt, fault.Message);
                (_lastSummary, _errorsSinceSummary) = (timestamp, 0);
            }
        }

        return true;
    }

    /// <summary>Something was written to the store. Costs next to nothing while the store works.</summary>
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

    private void Begin(Exception fault, string message, DateTimeOffset now, long timestamp)
    {
        _failing = true;
        _kinds.Clear();
        _kinds.Add(StoreFaults.Kind(fault));
        (_errors, _errorsSinceSummary, _firstAt, _lastSummary) = (0, 0, now, timestamp);

        // A store that fails and recovers again and again does not need a stack trace each time.
        if (now - _tracedAt >= SummaryInterval)
        {
            _tracedAt = now;
            Log.Failed(logger, message, string.Join(Environment.NewLine, fault.ToString().Split('\n', MaxTraceLines + 1, StringSplitOptions.TrimEntries).Take(MaxTraceLines)));
        }
        else
        {
            Log.FailedAgain(logger, message, fault.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The store failed. {Message}. From now on its errors are counted, and the number is logged once a minute.\n{Error}")]
        public static partial void Failed(ILogger logger, string message, string error);

        [LoggerMessage(LogLevel.Error, "The store failed again. {Message}. {Reason}")]
        public static partial void FailedAgain(ILogger logger, string message, string reason);

        [LoggerMessage(LogLevel.Error, "The store fails with another error. {Message}. {Reason}")]
        public static partial void FailedOtherwise(ILogger logger, string message, string reason);

        [LoggerMessage(LogLevel.Error, "The store is still failing: {Count} errors since the last line, first error at {Since:u}. Latest: {Reason}")]
        public static partial void StillFailing(ILogger logger, int count, DateTimeOffset since, string reason);

        [LoggerMessage(LogLevel.Warning, "The store works again. There were {Count} errors from {From:u} to {To:u}")]
        public static partial void WorksAgain(ILogger logger, int count, DateTimeOffset from, DateTimeOffset to);
    }
}
