using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The words in which a webhook, and its cancelled deliveries, say why nothing is sent any more.</summary>
public static class DisableReason
{
    private const string Automatically = "Disabled automatically";

    public static string ByAdministrator(Actor by) => $"Disabled by {by.Name}";

    public static string AfterFailures(int failures, AttemptResult last) =>
        string.Create(CultureInfo.InvariantCulture, $"{Automatically} after {failures} failed attempts in a row; the last was {EventStatus.Of(last).Text}");

    /// <summary>The reason in a word or two, for where there is no room for more.</summary>
    public static string Brief(string reason) => reason.StartsWith(Automatically, StringComparison.Ordinal) ? "Auto-disabled" : reason;
}
