using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Domain.BulkActions;

public sealed class BulkDeliveryPolicyTests
{
    [Theory]
    [InlineData(DeliveryState.Failed, false, false, false, true, null)]
    [InlineData(DeliveryState.Delivered, false, false, false, true, null)]
    [InlineData(DeliveryState.Cancelled, false, false, false, true, null)]
    [InlineData(DeliveryState.Pending, false, false, false, true, LeftOutReason.Pending)]
    [InlineData(DeliveryState.Delivered, true, false, false, true, LeftOutReason.IsTest)]
    [InlineData(DeliveryState.Failed, false, true, false, true, LeftOutReason.ContentRemoved)]
    [InlineData(DeliveryState.Failed, false, false, true, true, LeftOutReason.AlreadyResent)]
    [InlineData(DeliveryState.Failed, false, false, false, false, LeftOutReason.WebhookDisabled)]
    [InlineData(DeliveryState.Failed, false, false, true, false, LeftOutReason.AlreadyResent)]
    [InlineData(DeliveryState.Pending, false, false, false, null, LeftOutReason.WebhookRemoved)]
    public void What_can_be_resent(DeliveryState state, bool isTest, bool isRemoved, bool wasResent, bool? webhookIsEnabled, LeftOutReason? expected) =>
        Assert.Equal(expected, BulkDeliveryPolicy.OfResend(state, isTest, isRemoved, wasResent, webhookIsEnabled));

    [Theory]
    [InlineData(DeliveryState.Pending, true, null)]
    [InlineData(DeliveryState.Delivered, true, LeftOutReason.Ended)]
    [InlineData(DeliveryState.Failed, true, LeftOutReason.Ended)]
    [InlineData(DeliveryState.Cancelled, true, LeftOutReason.Ended)]
    [InlineData(DeliveryState.Pending, false, LeftOutReason.WebhookRemoved)]
    public void What_can_be_cancelled(DeliveryState state, bool webhookExists, LeftOutReason? expected) =>
        Assert.Equal(expected, BulkDeliveryPolicy.OfCancel(state, webhookExists));

    [Theory]
    [InlineData(0, 0, 200)]
    [InlineData(100, 100, 100)]
    [InlineData(101, 101, 0)]
    [InlineData(200, 200, 0)]
    [InlineData(0, 850, 150)]
    [InlineData(0, 901, 0)]
    [InlineData(0, 1_000, 0)]
    [InlineData(50, 1_050, 0)]
    public void How_many_more_a_webhook_has_room_for(int waiting, int pending, int expected) => Assert.Equal(expected, BulkDeliveryPolicy.Room(waiting, pending));
}
