using System.Reflection;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>The version of the application, as in <c>Directory.Build.props</c>.</summary>
public static class AppVersion
{
    public static string Current { get; } =
        typeof(AppVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
