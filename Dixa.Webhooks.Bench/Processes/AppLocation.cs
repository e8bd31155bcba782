namespace Dixa.Webhooks.Bench.Processes;

/// <summary>Finds the built application.</summary>
internal static class AppLocation
{
    private const string Name = "Dixa.Webhooks.Admin";

    /// <summary>The application built in the same configuration as this program: its own output folder, or the copy next to this program.</summary>
    public static string Default()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        for (var folder = output; folder is not null; folder = folder.Parent)
        {
            var own = Path.Combine(folder.FullName, Name, "bin", output.Parent!.Name, output.Name, Name + ".dll");
            if (File.Exists(own))
            {
                return own;
            }
        }

        return Path.Combine(output.FullName, Name + ".dll");
    }
}
