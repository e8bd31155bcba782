using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.AspNetCore.Connections;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Explains in plain words why the application cannot start.</summary>
internal static class StartFailure
{
    private const int ExitCode = 1;
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    /// <summary>
    /// Keeps the frameworks' stack traces for a failed start out of the log: <see cref="Explain"/> has better messages, and an unknown
    /// failure ends the process with its stack trace anyway. Call the returned action once the application has started, to log their
    /// errors from then on.
    /// </summary>
    public static Action KeepFrameworksQuiet(WebApplicationBuilder builder)
    {
        var hasStarted = false;
        foreach (var category in new[] { "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.DataProtection", "Microsoft.EntityFrameworkCore" })
        {
            var minLevel = builder.Configuration.GetValue($"Logging:LogLevel:{category}", LogLevel.Warning);
            builder.Logging.AddFilter(category, level => hasStarted && level >= minLevel);
        }

        return () => hasStarted = true;
    }

    /// <summary>Returns the message for a failure that an operator can fix; null for a bug, which keeps its stack trace.</summary>
    public static string? Explain(Exception error) => error switch
    {
        InvalidSettingsException => error.Message,
        IOException { InnerException: AddressInUseException } => $"Urls: {error.Message} Stop the other program or choose another address.",
        SocketException => $"Urls: this machine cannot listen on that address. {error.Message}.",

        // For example https without a certificate, or a port that needs more permissions. Kestrel has no specific exceptions for these.
        InvalidOperationException { Source: Kestrel } or IOException { Source: Kestrel } => $"Urls: {error.Message} {error.InnerException?.Message}".TrimEnd(),
        StoreUnavailableException { Cause: { } storeError } => $"Storage:ConnectionString: the database cannot be opened. {storeError.Message}",
        StoreUnavailableException => error.Message,
        DbException or UnauthorizedAccessException => $"Storage:ConnectionString: the database cannot be opened. {error.Message}",
        _ => null,
    };

    /// <summary>Writes the message to the standard error stream and returns the exit code.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "There may be no logger before the start, and operators look here.")]
    public static async Task<int> ReportAsync(string message)
    {
        await Console.Error.WriteLineAsync($"Dixa Webhooks cannot start.{Environment.NewLine}{message}");
        return ExitCode;
    }

    /// <summary>Writes the cause of an unexpected stop to the standard error stream.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The logger may already be disposed, and operators look here.")]
    public static Task ReportStopAsync(string message) => Console.Error.WriteLineAsync(message);
}
