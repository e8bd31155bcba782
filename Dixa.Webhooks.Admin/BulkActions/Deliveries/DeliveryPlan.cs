using Dixa.Webhooks.Admin.Domain.BulkActions;

namespace Dixa.Webhooks.Admin.BulkActions.Deliveries;

/// <summary>Exactly what a bulk action on deliveries would act on, for the confirmation.</summary>
/// <param name="Kind">Resending or cancelling.</param>
/// <param name="Webhooks">The webhooks concerned, by name, with their deliveries.</param>
/// <param name="LeftOut">What was chosen and cannot be acted on.</param>
/// <param name="Delivered">How many of the deliveries to resend were delivered already.</param>
public sealed record DeliveryPlan(BulkActionKind Kind, IReadOnlyList<PlannedWebhook> Webhooks, IReadOnlyList<LeftOutDeliveries> LeftOut, int Delivered)
{
    public int Count { get; } = Webhooks.Sum(webhook => webhook.Deliveries.Count);
}

/// <param name="Id">The webhook.</param>
/// <param name="Name">Its name.</param>
/// <param name="Deliveries">The keys of the deliveries, ascending.</param>
public sealed record PlannedWebhook(Guid Id, string Name, IReadOnlyList<long> Deliveries);

/// <param name="Reason">Why.</param>
/// <param name="Count">How many.</param>
/// <param name="WebhookName">The name of the disabled webhook; null for other reasons.</param>
public sealed record LeftOutDeliveries(LeftOutReason Reason, int Count, string? WebhookName = null);
