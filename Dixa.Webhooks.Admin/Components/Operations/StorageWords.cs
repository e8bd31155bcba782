using System.Globalization;
using Dixa.Webhooks.Admin.Retention;

namespace Dixa.Webhooks.Admin.Components.Operations;

/// <summary>The texts of the storage page.</summary>
internal static class StorageWords
{
    public static string Table(string name) => name switch
    {
        "events" => "Events with payloads",
        "event_subjects" => "Search index",
        "deliveries" => "Deliveries",
        "attempts" => "Attempts with responses",
        "hours" => "Hourly statistics",
        _ => name,
    };

    public static string Next(PurgedHistory next) => next.Rows == 0 ? "The next run has nothing to remove." : $"The next run will remove {List(next)}.";

    public static string Question(PurgedHistory next) => next.Rows == 0
        ? "There is nothing to remove now. Run anyway?"
        : $"This removes {List(next)} now instead of with the next run. It cannot be undone.";

    public static string Removed(RetentionRun run) => (run.Purged.Rows, run.StillTooLarge) switch
    {
        (0, false) => "Nothing",
        (0, true) => "Nothing; the store is still larger than the limit",
        (_, false) => Capital(List(run.Purged)),
        _ => $"{Capital(List(run.Purged))}; the store is still larger than the limit",
    };

    private static string List(PurgedHistory purged)
    {
        List<string> parts = [.. new[] { Count(purged.Deliveries, "delivery", "deliveries"), Count(purged.Events, "event", "events"), Count(purged.Payloads, "payload", "payloads"), Count(purged.Hours, "hour of statistics", "hours of statistics") }.OfType<string>()];
        return parts is [.. var first, var last] && first.Count > 0 ? $"{string.Join(", ", first)} and {last}" : parts[0];
    }

    private static string? Count(long number, string one, string many) =>
        number == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
