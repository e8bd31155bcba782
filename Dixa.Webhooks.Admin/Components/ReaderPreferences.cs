using Dixa.Webhooks.Admin.Components.Layout;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>What the reader's browser told in cookies, so that the first paint is already theirs. Crosses from the request into the circuit.</summary>
/// <param name="Theme">The reader's choice.</param>
/// <param name="SystemIsDark">What their system preferred when they were last here; null on a first visit.</param>
/// <param name="TimeZoneId">Their IANA time zone, or null when unknown.</param>
public sealed record ReaderPreferences(ThemeChoice Theme, bool? SystemIsDark, string? TimeZoneId)
{
    public static ReaderPreferences Default { get; } = new(ThemeChoice.System, null, null);

    public bool IsDark => Theme.IsDark(SystemIsDark is true);

    /// <summary>UTC when the zone is unknown here.</summary>
    public TimeZoneInfo TimeZone =>
        TimeZoneId is not null && TimeZoneInfo.TryFindSystemTimeZoneById(TimeZoneId, out var zone) ? zone : TimeZoneInfo.Utc;

    public static ReaderPreferences FromCookies(IRequestCookieCollection cookies) => new(
        ThemeChoices.Parse(cookies["theme"]),
        cookies["scheme"] switch { "dark" => true, "light" => false, _ => null },
        cookies["tz"] is { Length: > 0 and <= 64 } zone ? zone : null);
}
