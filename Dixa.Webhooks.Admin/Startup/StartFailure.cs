using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Says in plain words why the application does not start.</summary>
internal static class StartFailure
{
    private const int ExitCode = 1;
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    /// <summary>
    /// Keeps the frameworks' own words for a failed start, stack traces, out of the log: <see cref="Explain"/> has better ones,
    /// and a bug that it does not know ends the process with its stack trace anyway.
    /// </summary>
    /// <returns>To be called once the application has started: from then on their errors are logged.</returns>
    public static Action KeepFrameworksQuiet(WebApplicationBuilder builder)
    {
        var hasStarted = false;
        foreach (var category in new[] { "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.DataProtection", "Microsoft.EntityFrameworkCore" })
        {
            var least = builder.Configuration.GetValue($"Logging:LogLevel:{category}", LogLevel.Warning);
            builder.Logging.AddFilter(category, level => hasStarted && level >= least);
        }

        return () => hasStarted = true;
    }

    /// <summary>The words for a failure that an operator can mend; null for a bug, which keeps its stack trace.</summary>
    public static string? Explain(Exception error) => error switch
    {
        OptionsValidationException settings => string.Join(Environment.NewLine, settings.Failures),

        // Several wrong sections come as one.
        AggregateException { InnerExceptions: var several } when several.All(one => one is OptionsValidationException)
            => string.Join(Environment.NewLine, several.Select(Explain)),
        IOException { InnerException: AddressInUseException } => $"Urls: {error.Message} Stop the other program or listen elsewhere.",
        SocketException => $"Urls: this machine cannot listen there. {error.Message}.",

        // For example https without a certificate, or a port that needs more rights: Kestrel has no exceptions of its own for them.
        InvalidOperationException { Source: Kestrel } or IOException { Source: Kestrel } => $"Urls: {error.Message} {error.InnerException?.Message}".TrimEnd(),
        SqliteException or NpgsqlException or UnauthorizedAccessException => $"Storage:ConnectionString: the database cannot be opened. {error.Message}",
        StoreUnavailableException { Fault: { } fault } => $"Storage:ConnectionString: the database cannot be opened. {fault.Message}",
        StoreUnavailableException => error.Message,
        _ => null,
    };

    /// <summary>Writes the message to the standard error stream and returns the exit code.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Before the start there may be no logger, and an operator looks here.")]
    public static async Task<int> ReportAsync(string message)
    {
        await Console.Error.WriteLineAsync($"Dixa Webhooks cannot start.{Environment.NewLine}{message}");
        return ExitCode;
    }

    /// <summary>Writes why the application stopped without being asked to the standard error stream.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The logger may be gone by then, and an operator looks here.")]
    public static Task ReportStopAsync(string message) => Console.Error.WriteLineAsync(message);
}
