namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>How the user's language writes times.</summary>
/// <param name="Is24Hour">Whether the clock has 24 hours.</param>
/// <param name="IsDayFirst">Whether the day comes before the month.</param>
public sealed record TimeStyle(bool Is24Hour, bool IsDayFirst)
{
    /// <summary>As in the United States, until the browser has reported another one.</summary>
    public static TimeStyle Default { get; } = new(Is24Hour: false, IsDayFirst: false);

    /// <param name="text">What theme.js reports, for example <c>24-dm</c>; anything else means the default.</param>
    public static TimeStyle Read(string? text) => text switch
    {
        "24-dm" => new(Is24Hour: true, IsDayFirst: true),
        "24-md" => new(Is24Hour: true, IsDayFirst: false),
        "12-dm" => new(Is24Hour: false, IsDayFirst: true),
        _ => Default,
    };
}
