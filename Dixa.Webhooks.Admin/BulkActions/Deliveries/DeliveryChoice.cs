using Dixa.Webhooks.Admin.Recording.Finding;

namespace Dixa.Webhooks.Admin.BulkActions.Deliveries;

/// <summary>The deliveries that a person has chosen.</summary>
public abstract record DeliveryChoice
{
    private DeliveryChoice()
    {
    }

    /// <summary>These ones.</summary>
    public sealed record Listed(IReadOnlyCollection<long> Deliveries) : DeliveryChoice;

    /// <summary>All that match now.</summary>
    public sealed record Matching(FindQuery Query) : DeliveryChoice;
}
