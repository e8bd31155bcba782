using System.Globalization;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>Keeps the last lines of the log in memory, for the support bundle. They are neither masked nor stored.</summary>
public sealed class RecentLog(TimeProvider time) : ILoggerProvider
{
    public const int MaxEntries = 2_000;

    /// <summary>A longer entry is cut, so that this takes no more than a few megabytes.</summary>
    public const int MaxLength = 4_096;

    private readonly TimeProvider _time = time;
    private readonly Lock _gate = new();
    private readonly Queue<string> _entries = new();

    /// <summary>The entries, oldest first.</summary>
    public IReadOnlyList<string> Read()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        // It holds nothing but memory.
    }

    private void Add(string entry)
    {
        lock (_gate)
        {
            _entries.Enqueue(entry);
            if (_entries.Count > MaxEntries)
            {
                _entries.Dequeue();
            }
        }
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };

    private sealed class Logger(RecentLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var text = string.Create(
                CultureInfo.InvariantCulture, $"{log._time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Name(logLevel)} {category}[{eventId.Id}] {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
            log.Add(text.Length > MaxLength ? text[..MaxLength] + "…" : text);
        }
    }
}
