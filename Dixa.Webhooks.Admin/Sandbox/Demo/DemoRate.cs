namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>The demo's rate, in events per second.</summary>
public static class DemoRate
{
    public const double Min = 0.2;
    public const double Default = 2;
    public const double Max = 20;

    /// <summary>Returns what is wrong with a rate and what is allowed, or null.</summary>
    public static string? Error(double rate) =>
        rate is >= Min and <= Max ? null : FormattableString.Invariant($"Rate must be between {Min} and {Max} events per second.");

    public static TimeSpan Pause(double rate) => TimeSpan.FromSeconds(1 / rate);
}
