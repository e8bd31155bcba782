using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dixa.Webhooks.Admin.Hosting;

public sealed class UserInputLoggingTests
{
    private const string Provider = "Dixa.Webhooks.Admin.Support.RecordedLog";
    private const string Hub = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:*")]
    [InlineData("Logging:LogLevel:Microsoft")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.SignalR")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.SignalR.Internal")]
    [InlineData("Logging:LogLevel:microsoft.aspnetcore.signalr.internal.defaulthubdispatcher")]
    [InlineData("Logging:LogLevel:*.Internal.DefaultHubDispatcher")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.SignalR.Internal.Default*Dispatcher")]
    [InlineData($"Logging:{Provider}:LogLevel:Default")]
    [InlineData($"Logging:{Provider}:LogLevel:*")]
    [InlineData($"Logging:{Provider}:LogLevel:Microsoft.AspNetCore")]
    [InlineData($"Logging:{Provider}:LogLevel:{Hub}")]
    public void No_setting_lets_a_category_write_what_people_type(string key)
    {
        using var log = new RecordedLog();
        using var services = Services(log, (key, "Trace"));
        var hub = services.GetRequiredService<ILoggerFactory>().CreateLogger(Hub);

        Assert.All([LogLevel.Trace, LogLevel.Debug, LogLevel.Information], level => Assert.False(hub.IsEnabled(level)));
        Assert.True(hub.IsEnabled(LogLevel.Warning));
    }

    [Fact]
    public void The_minimum_level_alone_does_not_either()
    {
        using var log = new RecordedLog();
        using var services = Services(log, logging => logging.SetMinimumLevel(LogLevel.Trace));
        var factory = services.GetRequiredService<ILoggerFactory>();

        Assert.False(factory.CreateLogger(Hub).IsEnabled(LogLevel.Information));
        Assert.True(factory.CreateLogger("Microsoft.AspNetCore.SignalRX").IsEnabled(LogLevel.Trace));
    }

    [Fact]
    public void Other_categories_and_higher_levels_are_left_to_the_settings()
    {
        using var log = new RecordedLog();
        using var services = Services(
            log, ("Logging:LogLevel:Default", "Warning"), ("Logging:LogLevel:Hangfire", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore.SignalR", "Critical"));
        var factory = services.GetRequiredService<ILoggerFactory>();

        Assert.True(factory.CreateLogger("Hangfire.Server").IsEnabled(LogLevel.Trace));
        Assert.False(factory.CreateLogger("Dixa").IsEnabled(LogLevel.Information));
        Assert.False(factory.CreateLogger(Hub).IsEnabled(LogLevel.Error));
        Assert.True(factory.CreateLogger(Hub).IsEnabled(LogLevel.Critical));
    }

    [Fact]
    public void A_filter_in_code_still_decides()
    {
        using var log = new RecordedLog();
        using var services = Services(log, logging => logging.AddFilter("Microsoft.EntityFrameworkCore", level => level == LogLevel.Error));
        var store = services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.EntityFrameworkCore");

        Assert.True(store.IsEnabled(LogLevel.Error));
        Assert.False(store.IsEnabled(LogLevel.Warning));
    }

    private static ServiceProvider Services(RecordedLog log, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value)).Build();
        return Services(log, logging => logging.AddConfiguration(configuration.GetSection("Logging")));
    }

    private static ServiceProvider Services(RecordedLog log, Action<ILoggingBuilder> configure) => new ServiceCollection()
        .AddLogging(logging =>
        {
            logging.AddProvider(log);
            configure(logging);
        })
        .KeepUserInputOutOfTheLog()
        .BuildServiceProvider();
}
