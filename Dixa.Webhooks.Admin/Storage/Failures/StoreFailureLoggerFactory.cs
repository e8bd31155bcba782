using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Storage.Failures;

/// <summary>
/// Passes every warning and error that the store caused to <see cref="StoreFailureLog"/>, whether the application, ASP.NET Core, EF Core or
/// Hangfire logs it. All other entries are logged unchanged.
/// </summary>
internal sealed class StoreFailureLoggerFactory : ILoggerFactory
{
    /// <summary>The host logs why it stops. Those entries must always be logged, never only counted.</summary>
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private readonly LoggerFactory _inner;

    public StoreFailureLoggerFactory(LoggerFactory inner, TimeProvider time)
    {
        _inner = inner;
        Failures = new StoreFailureLog(inner.CreateLogger<StoreFailureLog>(), time);
    }

    public StoreFailureLog Failures { get; }

    /// <summary>Replaces the framework's factory.</summary>
    public static void Register(IServiceCollection services)
    {
        services.RemoveAll<ILoggerFactory>();
        services.AddSingleton(provider => new StoreFailureLoggerFactory(
            new LoggerFactory(
                provider.GetServices<ILoggerProvider>(),
                provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                provider.GetService<IOptions<LoggerFactoryOptions>>(),
                provider.GetService<IExternalScopeProvider>()),
            TimeProvider.System));
        services.AddSingleton<ILoggerFactory>(provider => provider.GetRequiredService<StoreFailureLoggerFactory>());
        services.AddSingleton(provider => provider.GetRequiredService<StoreFailureLoggerFactory>().Failures);
    }

    public ILogger CreateLogger(string categoryName)
    {
        var logger = _inner.CreateLogger(categoryName);
        return categoryName == Host ? logger : new FilteredLogger(logger, Failures);
    }

    public void AddProvider(ILoggerProvider provider) => _inner.AddProvider(provider);

    public void Dispose() => _inner.Dispose();

    private sealed class FilteredLogger(ILogger inner, StoreFailureLog failures) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel is LogLevel.Warning or LogLevel.Error && exception is not null && inner.IsEnabled(logLevel)
                && failures.TryLog(exception, formatter(state, null).TrimEnd('.')))
            {
                return;
            }

            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
