namespace Dixa.Webhooks.Admin.Storage;

/// <summary>The tables whose rows are counted by the million.</summary>
internal static class GrowingTables
{
    public static IReadOnlyList<string> Names { get; } = ["events", "event_subjects", "deliveries", "attempts", "hours", "audit"];
}
