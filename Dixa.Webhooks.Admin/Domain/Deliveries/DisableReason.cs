using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The words in which a webhook, and its cancelled deliveries, say why nothing is sent any more.</summary>
public static class DisableReason
{
    public static string ByAdministrator(Actor by) => $"Disabled by {by.Name}";

    public static string AfterFailures(int failures, AttemptResult last) =>
        string.Create(CultureInfo.InvariantCulture, $"Disabled automatically after {failures} failed attempts in a row; the last was {EventStatus.Of(last).Text}");
}
