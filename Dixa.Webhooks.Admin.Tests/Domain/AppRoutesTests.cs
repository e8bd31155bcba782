namespace Dixa.Webhooks.Admin.Domain;

public sealed class AppRoutesTests
{
    private static readonly Guid Id = Guid.Parse("7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42");

    [Fact]
    public void Parameters_are_filled_in_order_and_escaped()
    {
        Assert.Equal($"{AppRoutes.Webhooks}/{Id}/deliveries/1234567", AppRoutes.Fill(AppRoutes.Delivery, Id, 1_234_567L));
        Assert.Equal($"{AppRoutes.Webhooks}/{Id}/events/A%2FB%20C", AppRoutes.Fill(AppRoutes.WebhookEvent, Id, "A/B C"));
    }

    [Fact]
    public void A_route_without_parameters_stays() => Assert.Equal(AppRoutes.NewWebhook, AppRoutes.Fill(AppRoutes.NewWebhook));
}
