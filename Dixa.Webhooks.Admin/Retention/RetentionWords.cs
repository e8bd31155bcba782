using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>What the settings keep, in sentences for people.</summary>
public static class RetentionWords
{
    public static IEnumerable<string> Of(RetentionOptions options)
    {
        yield return options.Days == 0
            ? "Deliveries are kept forever."
            : $"Deliveries that have ended are kept for {Days(options.Days)}, with their attempts and events.";
        if (options.KeepPerEventType > 0 && (options.Days > 0 || options.MaxSize.Length > 0))
        {
            yield return $"The newest {options.KeepPerEventType} deliveries of each webhook and event type are kept, however old they are.";
        }

        if (options.PayloadDays > 0)
        {
            yield return $"Payloads and responses are kept for {Days(options.PayloadDays)}.";
        }

        if (options.MaxSize.Length > 0)
        {
            yield return $"If the store is larger than {options.MaxSize}, the oldest deliveries that have ended are removed, unless they are from the last 24 hours.";
        }

        yield return options.StatisticsDays == 0 ? "Statistics are kept forever." : $"Statistics are kept for {Days(options.StatisticsDays)}.";
        yield return options.AuditDays == 0 ? "The audit log is kept forever." : $"The audit log is kept for {Days(options.AuditDays)}.";
        yield return "Pending deliveries are always kept.";
    }

    /// <summary>How long an event can be sent to a webhook that missed it.</summary>
    public static string OfEvents(RetentionOptions options)
    {
        var days = options.PayloadDays > 0 ? options.PayloadDays : options.Days;
        var size = options.MaxSize.Length > 0 ? $", or less if the store is larger than {options.MaxSize}" : "";
        return days == 0 ? $"Events are kept forever{size}." : $"Events are kept for {Days(days)}{size}.";
    }

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
