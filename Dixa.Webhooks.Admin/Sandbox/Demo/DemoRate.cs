namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>How fast the demo may play, in events a second.</summary>
public static class DemoRate
{
    public const double Slowest = 0.2;
    public const double Default = 2;
    public const double Fastest = 20;

    /// <summary>What is wrong with a rate and what is allowed, or null.</summary>
    public static string? Error(double rate) =>
        rate is >= Slowest and <= Fastest ? null : FormattableString.Invariant($"The rate must be {Slowest} to {Fastest} events a second.");

    public static TimeSpan Pause(double rate) => TimeSpan.FromSeconds(1 / rate);
}
