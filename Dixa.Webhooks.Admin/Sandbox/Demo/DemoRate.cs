namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>The demo's rate, in events per second.</summary>
public static class DemoRate
{
    public const double Slowest = 0.2;
    public const double Default = 2;
    public const double Fastest = 20;

    /// <summary>Returns what is wrong with a rate and what is allowed, or null.</summary>
    public static string? Error(double rate) =>
        rate is >= Slowest and <= Fastest ? null : FormattableString.Invariant($"Rate must be between {Slowest} and {Fastest} events per second.");

    public static TimeSpan Pause(double rate) => TimeSpan.FromSeconds(1 / rate);
}
