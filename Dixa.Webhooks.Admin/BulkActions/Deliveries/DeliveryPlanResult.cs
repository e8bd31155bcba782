namespace Dixa.Webhooks.Admin.BulkActions.Deliveries;

/// <summary>The result of planning a bulk action on deliveries.</summary>
public abstract record DeliveryPlanResult
{
    private DeliveryPlanResult()
    {
    }

    public sealed record Planned(DeliveryPlan Plan) : DeliveryPlanResult;

    /// <summary>More deliveries were chosen than one action can have.</summary>
    public sealed record TooMany : DeliveryPlanResult;

    public sealed record Forbidden : DeliveryPlanResult;
}
