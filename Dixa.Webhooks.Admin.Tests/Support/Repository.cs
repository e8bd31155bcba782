namespace Dixa.Webhooks.Admin.Support;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    private const string RootMarker = "Dixa.Webhooks.sln";

    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, RootMarker)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"There is no {RootMarker} above {AppContext.BaseDirectory}.");
    }
}
