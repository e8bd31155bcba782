using System.Globalization;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Something that may slow a drain down. The same drain without it is the ceiling.</summary>
/// <param name="Words">The suffix of the scenario's name.</param>
/// <param name="Bar">The least ratio to the same drain without it.</param>
internal sealed record DrainCondition(string Words, double Bar)
{
    public static DrainCondition None { get; } = new("", 1);

    /// <summary>The number of final deliveries that the store has before the drain.</summary>
    public int History { get; private init; }

    /// <summary>The least duration of each sync of a file, in milliseconds; 0 leaves it as it is.</summary>
    public int SyncDelay { get; private init; }

    /// <summary>Whether a transaction with a snapshot from before the drain stays open, as during <c>pg_dump</c>.</summary>
    public bool HasOpenTransaction { get; private init; }

    /// <summary>Whether the application purges the history during the drain.</summary>
    public bool Purges { get; private init; }

    /// <summary>Whether the metrics are collected and scraped once a second.</summary>
    public bool IsScraped { get; private init; }

    /// <summary>The application's settings.</summary>
    public IEnumerable<(string Key, string Value)> Settings => Purges ? PurgeSettings : IsScraped ? Scraper.Settings : [];

    /// <summary>Nearly the whole history is too old, and the purge begins with each minute.</summary>
    private static (string Key, string Value)[] PurgeSettings => [("Retention:Days", "1"), ("Retention:KeepPerEventType", "0"), ("Retention:Interval", "00:01:00")];

    public static DrainCondition Purge(int deliveries) =>
        new(string.Create(CultureInfo.InvariantCulture, $", while {deliveries:N0} old deliveries are purged"), 0.9) { History = deliveries, Purges = true };

    public static DrainCondition LongHistory(int deliveries) =>
        new(string.Create(CultureInfo.InvariantCulture, $", over {deliveries:N0} final deliveries"), 0.9) { History = deliveries };

    public static DrainCondition SlowSync(int milliseconds) =>
        new(string.Create(CultureInfo.InvariantCulture, $", each sync {milliseconds} ms or longer"), 0.7) { SyncDelay = milliseconds };

    public static DrainCondition Scraped { get; } = new(", with metrics", 0.98) { IsScraped = true };

    public static DrainCondition OpenTransaction { get; } = new(", with an open transaction", 0.8) { HasOpenTransaction = true };
}
