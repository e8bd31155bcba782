using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class LocalTimeTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);

    public LocalTimeTests() => Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Noon));

    [Fact]
    public void The_exact_time_can_be_reached_by_mouse_and_keyboard()
    {
        var time = Render<LocalTime>(parameters => parameters
            .Add(shown => shown.Value, Noon)
            .AddCascadingValue("TimeZone", TimeZoneInfo.CreateCustomTimeZone("there", TimeSpan.FromHours(9), null, null))).Find("time");

        Assert.Equal("9:00 PM", time.TextContent);
        Assert.Equal("2026-03-01 21:00:00.250 UTC+9 (2026-03-01 12:00:00.250 UTC)", time.GetAttribute("title"));
        Assert.Equal("0", time.GetAttribute("tabindex"));
    }

    [Fact]
    public void It_is_written_as_in_the_users_language() =>
        Assert.Equal("12:00", Render<LocalTime>(parameters => parameters.Add(shown => shown.Value, Noon).AddCascadingValue(new TimeStyle(Is24Hour: true, IsDayFirst: true))).Find("time").TextContent);

    [Fact]
    public void Its_age_is_next_to_it_if_wanted()
    {
        var time = Render<LocalTime>(parameters => parameters.Add(shown => shown.Value, Noon.AddMinutes(-4)).Add(shown => shown.WithAge, true));

        Assert.Equal("4 min ago", time.Find(".ago").TextContent);
        Assert.Equal("2026-03-01T11:56:00.250Z", time.Find(".ago").GetAttribute("data-ago"));
    }

    [Fact]
    public void Within_a_button_it_takes_no_focus() =>
        Assert.False(Render<LocalTime>(parameters => parameters.Add(shown => shown.Value, Noon).Add(shown => shown.Within, true)).Find("time").HasAttribute("tabindex"));
}
