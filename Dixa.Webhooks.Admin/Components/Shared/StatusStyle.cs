using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The color and icon of a status, and its name in <c>data-light</c>, which tests use. The only place that maps a status to a color.</summary>
public sealed record StatusStyle(Color Color, string Icon, string Light)
{
    private static readonly StatusStyle Good = new(Color.Success, Icons.Material.Filled.CheckCircle, "success");
    private static readonly StatusStyle Bad = new(Color.Error, Icons.Material.Filled.Error, "failed");
    private static readonly StatusStyle Waiting = new(Color.Info, Icons.Material.Filled.Schedule, "pending");

    public static StatusStyle Of(StatusLight light) => light switch
    {
        StatusLight.Success => Good,
        StatusLight.Failed => Bad,
        StatusLight.NotEmitted => new(Color.Default, Icons.Material.Outlined.Circle, "not-emitted"),
        _ => throw new ArgumentOutOfRangeException(nameof(light), light, null),
    };

    public static StatusStyle Of(DeliveryState state) => state switch
    {
        DeliveryState.Pending => Waiting,
        DeliveryState.Delivered => Good,
        DeliveryState.Failed => Bad,
        DeliveryState.Cancelled => new(Color.Default, Icons.Material.Filled.DoNotDisturbOn, "cancelled"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static StatusStyle Of(ApiTokenState state) => state switch
    {
        ApiTokenState.Active => Good with { Light = "active" },
        ApiTokenState.Expired => new(Color.Default, Icons.Material.Filled.TimerOff, "expired"),
        ApiTokenState.Revoked => new(Color.Default, Icons.Material.Filled.Block, "revoked"),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static StatusStyle Of(BulkActionState state) => state switch
    {
        BulkActionState.Running => Waiting with { Icon = Icons.Material.Filled.PlayCircle, Light = "running" },
        BulkActionState.Paused => new(Color.Default, Icons.Material.Filled.PauseCircle, "paused"),
        BulkActionState.Completed => Good with { Light = "completed" },
        BulkActionState.Cancelled => new(Color.Default, Icons.Material.Filled.DoNotDisturbOn, "cancelled"),
        BulkActionState.Failed => Bad,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The result of a signature check; null when it could not be checked.</summary>
    public static StatusStyle OfSignature(bool? valid) => valid switch
    {
        true => new(Color.Success, Icons.Material.Filled.VerifiedUser, "valid"),
        false => new(Color.Error, Icons.Material.Filled.GppBad, "wrong"),
        null => new(Color.Default, Icons.Material.Outlined.GppMaybe, "unchecked"),
    };

    /// <summary>The response to a request; null when there is none yet.</summary>
    public static StatusStyle OfResponse(bool? succeeded) => succeeded switch
    {
        true => Good,
        false => Bad,
        null => Waiting,
    };

    /// <summary>The state of the demo, and whether its webhook receives the events.</summary>
    public static StatusStyle OfPlaying(bool playing, bool received) => (playing, received) switch
    {
        (true, true) => Good with { Icon = Icons.Material.Filled.PlayCircle, Light = "playing" },
        (true, false) => new(Color.Default, Icons.Material.Filled.WarningAmber, "unheard"),
        _ => new(Color.Default, Icons.Material.Filled.StopCircle, "stopped"),
    };

    /// <summary>A process of the application; null when it no longer reports.</summary>
    public static StatusStyle OfProcess(bool? works) => works switch
    {
        true => Good with { Light = "running" },
        false => Bad with { Light = "failing" },
        null => new(Color.Default, Icons.Material.Filled.HelpOutline, "silent"),
    };

    public static StatusStyle OfEnabled(bool enabled) => enabled
        ? Good with { Light = "enabled" }
        : new(Color.Default, Icons.Material.Filled.PauseCircle, "disabled");
}
