namespace Dixa.Webhooks.Admin.Storage;

/// <summary>What the driver of the database measures itself. The one of SQLite measures nothing.</summary>
public static class DriverTelemetry
{
    /// <summary>Its meter and its source of spans.</summary>
    public static string Name { get; } = "Npgsql";
}
