using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The colour, the icon and the name by which tests know it. The only place that turns a status into a colour.</summary>
public sealed record StatusLook(Color Color, string Icon, string Light)
{
    private static readonly StatusLook Good = new(Color.Success, Icons.Material.Filled.CheckCircle, "success");
    private static readonly StatusLook Bad = new(Color.Error, Icons.Material.Filled.Error, "failed");
    private static readonly StatusLook Waiting = new(Color.Info, Icons.Material.Filled.Schedule, "pending");

    public static StatusLook Of(StatusLight light) => light switch
    {
        StatusLight.Success => Good,
        StatusLight.Failed => Bad,
        StatusLight.NotEmitted => new(Color.Default, Icons.Material.Outlined.Circle, "not-emitted"),
        _ => throw new ArgumentOutOfRangeException(nameof(light), light, null),
    };

    public static StatusLook Of(DeliveryState state) => state switch
    {
        DeliveryState.Pending => Waiting,
        DeliveryState.Delivered => Good,
        DeliveryState.Failed => Bad,
        DeliveryState.Cancelled => new(Color.Default, Icons.Material.Filled.DoNotDisturbOn, "cancelled"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static StatusLook Of(ApiTokenState state) => state switch
    {
        ApiTokenState.Active => Good with { Light = "active" },
        ApiTokenState.Expired => new(Color.Default, Icons.Material.Filled.TimerOff, "expired"),
        ApiTokenState.Revoked => new(Color.Default, Icons.Material.Filled.Block, "revoked"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static StatusLook OfEnabled(bool enabled) => enabled
        ? Good with { Light = "enabled" }
        : new(Color.Default, Icons.Material.Filled.PauseCircle, "disabled");
}
