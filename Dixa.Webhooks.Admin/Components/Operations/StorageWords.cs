using System.Globalization;
using Dixa.Webhooks.Admin.Hosting;
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
        "audit" => "Audit log",
        _ => name,
    };

    public static string Growth(long? bytes) => bytes switch
    {
        null => "Not known yet",
        0 => "None",
        < 0 => $"{ByteSize.Format(-bytes.Value)} less a day",
        _ => $"{ByteSize.Format(bytes.Value)} a day",
    };

    public static string Days(int days) => days switch
    {
        0 => "a few hours",
        1 => "1 day",
        > 3_650 => "more than ten years",
        > 730 => string.Create(CultureInfo.InvariantCulture, $"{days / 365} years"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{days} days"),
    };

    public static string Next(PurgePreview next) => next.IsNothing ? "The next run has nothing to remove." : $"The next run will remove {Words(next)}.";

    public static string Question(PurgePreview? next) => next switch
    {
        null => "What will be removed could not be counted. Remove everything that is not kept now? It cannot be undone.",
        { IsNothing: true } => "There is nothing to remove now. Run anyway?",
        _ => $"This removes {Words(next)} now instead of with the next run. It cannot be undone.",
    };

    public static string Removed(RetentionRun run) => (run.Purged.Rows, run.StillTooLarge) switch
    {
        (0, false) => "Nothing",
        (0, true) => "Nothing; the store is still larger than the limit",
        (_, false) => Capital(List(run.Purged)),
        _ => $"{Capital(List(run.Purged))}; the store is still larger than the limit",
    };

    private static string Words(PurgePreview next) => string.Join(
        ", and ",
        new[]
        {
            next.ByAge.Rows == 0 ? null : List(next.ByAge) + (next.ByAge.Deliveries > 0 ? " (deliveries with their attempts and the events that nothing else needs)" : ""),
            next.ExcessBytes == 0 ? null : $"about {ByteSize.Format(next.ExcessBytes)} of the oldest deliveries, because the store is too large",
        }.OfType<string>());

    private static string List(PurgedHistory purged)
    {
        List<string> parts = [.. new[] { Count(purged.Deliveries, "delivery", "deliveries"), Count(purged.Events, "event", "events"), Count(purged.Payloads, "payload", "payloads"), Count(purged.Hours, "hour of statistics", "hours of statistics") }.OfType<string>()];
        return parts is [.. var first, var last] && first.Count > 0 ? $"{string.Join(", ", first)} and {last}" : parts[0];
    }

    private static string? Count(long number, string one, string many) =>
        number == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
