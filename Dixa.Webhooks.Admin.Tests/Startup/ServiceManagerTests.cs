namespace Dixa.Webhooks.Admin.Startup;

public sealed class ServiceManagerTests
{
    [Theory]
    [InlineData("120000000", 60.0)]
    [InlineData("1000000", 0.5)]
    [InlineData("0", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("soon", null)]
    public void The_application_reports_twice_in_the_time_of_the_watchdog(string? microseconds, double? seconds) =>
        Assert.Equal(seconds is { } expected ? TimeSpan.FromSeconds(expected) : null, ServiceManager.WatchdogInterval(microseconds));
}
