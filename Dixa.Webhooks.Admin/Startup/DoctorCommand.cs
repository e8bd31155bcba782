using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Startup.Checkup;
using Dixa.Webhooks.Admin.Storage.Files;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Checks the installation and prints a line for each finding. It changes nothing, and the application may be running.</summary>
internal static class DoctorCommand
{
    public const string Name = "doctor";

    /// <summary>Returns the exit code: 1 if there is an error.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The result belongs on the terminal of the person who asked.")]
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        var worst = FindingLevel.Ok;
        await foreach (var finding in CheckAsync(services))
        {
            worst = finding.Level > worst ? finding.Level : worst;
            await Console.Out.WriteLineAsync($"{finding.Level.ToString().ToLowerInvariant(),-8} {finding.Subject,-12} {finding.Text}");
        }

        return worst is FindingLevel.Error ? 1 : 0;
    }

    private static async IAsyncEnumerable<Finding> CheckAsync(IServiceProvider services)
    {
        yield return Finding.Ok("settings", "All settings are valid. The command config prints them.");
        await foreach (var finding in ActivatorUtilities.CreateInstance<StoreCheckup>(services).RunAsync())
        {
            yield return finding;
        }

        foreach (var finding in ActivatorUtilities.CreateInstance<FilesCheckup>(services, new Lazy<StoreFiles>(services.GetRequiredService<StoreFiles>)).Run())
        {
            yield return finding;
        }

        await foreach (var finding in ActivatorUtilities.CreateInstance<NetworkCheckup>(services).RunAsync())
        {
            yield return finding;
        }
    }
}
