using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class StatusStyleTests
{
    [Theory]
    [InlineData(StatusLight.Success, Color.Success, "success")]
    [InlineData(StatusLight.Failed, Color.Error, "failed")]
    [InlineData(StatusLight.NotEmitted, Color.Default, "not-emitted")]
    public void Each_status_has_a_color(StatusLight light, Color color, string name) =>
        Assert.Equal((color, name), (StatusStyle.Of(light).Color, StatusStyle.Of(light).Light));

    [Theory]
    [InlineData(DeliveryState.Pending, Color.Info)]
    [InlineData(DeliveryState.Delivered, Color.Success)]
    [InlineData(DeliveryState.Failed, Color.Error)]
    [InlineData(DeliveryState.Cancelled, Color.Default)]
    public void Each_state_has_a_color(DeliveryState state, Color color) => Assert.Equal(color, StatusStyle.Of(state).Color);

    [Theory]
    [InlineData(true, Color.Success)]
    [InlineData(false, Color.Default)]
    public void Enabled_is_green_and_disabled_gray(bool enabled, Color color) => Assert.Equal(color, StatusStyle.OfEnabled(enabled).Color);

    [Fact]
    public void No_two_lights_share_an_icon_because_color_alone_is_not_enough() =>
        Assert.Distinct(Enum.GetValues<StatusLight>().Select(light => StatusStyle.Of(light).Icon));

    [Fact]
    public void No_two_states_share_an_icon() =>
        Assert.Distinct(Enum.GetValues<DeliveryState>().Select(state => StatusStyle.Of(state).Icon));
}
