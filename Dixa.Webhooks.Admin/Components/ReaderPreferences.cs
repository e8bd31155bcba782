using Dixa.Webhooks.Admin.Components.Layout;
using Dixa.Webhooks.Admin.Components.Shared;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>
/// The user's preferences from cookies, so that the first paint already uses their theme, time zone and style of times. Passed from the request into the circuit.
/// </summary>
/// <param name="Theme">The theme that the user chose.</param>
/// <param name="SystemIsDark">What the operating system preferred at the last visit; null on a first visit.</param>
/// <param name="TimeZoneId">An IANA time zone; null when unknown.</param>
/// <param name="Clock">The text of a <see cref="Shared.TimeStyle"/>; null when unknown.</param>
public sealed record ReaderPreferences(ThemeChoice Theme, bool? SystemIsDark, string? TimeZoneId, string? Clock = null)
{
    public static ReaderPreferences Default { get; } = new(ThemeChoice.System, null, null);

    /// <summary>Whether the user has closed the first steps of a new installation.</summary>
    public bool HidesFirstSteps { get; init; }

    /// <summary>Whether the user has closed the settings menu.</summary>
    public bool HidesMenu { get; init; }

    public bool IsDark => Theme.IsDark(SystemIsDark is true);

    /// <summary>UTC when this machine does not know the time zone.</summary>
    public TimeZoneInfo TimeZone =>
        TimeZoneId is not null && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZoneId, out var zone) ? zone : TimeZoneInfo.Utc;

    public TimeStyle TimeStyle => TimeStyle.Read(Clock);

    public static ReaderPreferences FromCookies(IRequestCookieCollection cookies) => new(
        ThemeChoices.Parse(cookies["theme"]),
        cookies["scheme"] switch { "dark" => true, "light" => false, _ => null },
        cookies["tz"] is { Length: > 0 and <= 64 } zone ? zone : null,
        cookies["clock"])
    {
        HidesFirstSteps = cookies["first-steps"] is "hidden",
        HidesMenu = cookies["menu"] is "hidden",
    };
}
