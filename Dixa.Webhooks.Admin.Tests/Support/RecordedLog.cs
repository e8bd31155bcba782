using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A log that records its entries.</summary>
public sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, LogLevel Level, EventId Id, string Message, Exception? Error)> _entries = new();

    public IReadOnlyList<(string Category, LogLevel Level, EventId Id, string Message, Exception? Error)> Entries => [.. _entries];

    public IReadOnlyList<string> Messages => [.. _entries.Select(entry => entry.Message)];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(RecordedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._entries.Enqueue((category, logLevel, eventId, formatter(state, exception), exception));
    }
}
