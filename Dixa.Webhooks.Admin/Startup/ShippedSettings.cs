namespace Dixa.Webhooks.Admin.Startup;

/// <summary>The appsettings.json that this version ships, whatever the installed file contains. It has the default of every setting.</summary>
internal static class ShippedSettings
{
    public static IConfiguration All { get; } = Read();

    private static IConfigurationRoot Read()
    {
        using var file = typeof(ShippedSettings).Assembly.GetManifestResourceStream("appsettings.json")!;
        return new ConfigurationBuilder().AddJsonStream(file).Build();
    }
}
