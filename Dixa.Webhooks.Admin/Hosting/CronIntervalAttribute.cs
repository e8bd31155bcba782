using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>Requires an interval that a cron expression can express: whole seconds that divide a minute, or whole minutes that divide an hour.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CronIntervalAttribute() : ValidationAttribute(
    "must be 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 seconds, the same number of minutes, or one hour; for example 00:01:00.")
{
    public override bool IsValid(object? value) => value is TimeSpan interval && Cron(interval) is not null;

    /// <summary>The interval as a cron expression with seconds; null if there is none.</summary>
    public static string? Cron(TimeSpan interval)
    {
        var seconds = interval.TotalSeconds;
        return seconds switch
        {
            >= 1 and < 60 when seconds % 1 == 0 && 60 % seconds == 0 => string.Create(CultureInfo.InvariantCulture, $"*/{seconds} * * * * *"),
            >= 60 and < 3600 when seconds % 60 == 0 && 3600 % seconds == 0 => string.Create(CultureInfo.InvariantCulture, $"0 */{seconds / 60} * * * *"),
            3600 => "0 0 * * * *",
            _ => null,
        };
    }
}
