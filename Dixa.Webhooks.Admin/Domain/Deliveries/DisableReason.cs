using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Texts for why a webhook was disabled and its deliveries cancelled. They are stored, so existing rows contain them.</summary>
public static class DisableReason
{
    private const string Automatically = "Disabled automatically";

    public static string ByAdministrator(Actor by) => $"Disabled by {by.Name}";

    public static string AfterFailures(int failures, AttemptResult last) =>
        string.Create(CultureInfo.InvariantCulture, $"{Automatically} after {failures} failed attempts in a row; the last was {EventStatus.Of(last).Text}");

    /// <summary>A short form of the reason.</summary>
    public static string Brief(string reason) => reason.StartsWith(Automatically, StringComparison.Ordinal) ? "Auto-disabled" : reason;
}
