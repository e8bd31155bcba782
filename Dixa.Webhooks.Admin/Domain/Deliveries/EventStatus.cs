using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The colour of an event type: green, red or gray.</summary>
public enum StatusLight
{
    /// <summary>Gray.</summary>
    NotEmitted,

    /// <summary>Green.</summary>
    Success,

    /// <summary>Red.</summary>
    Failed,
}

/// <summary>How an event type stands for a webhook: its last attempt decides.</summary>
/// <param name="Light">Green, red or gray.</param>
/// <param name="Text">In the guide's words, for example <c>Success (200)</c>, <c>Failed (timeout)</c>, <c>Not emitted yet</c>.</param>
/// <param name="Note">What a reader should know besides, or null.</param>
public sealed record EventStatus(StatusLight Light, string Text, string? Note)
{
    public static EventStatus NotEmitted { get; } = new(StatusLight.NotEmitted, "Not emitted yet", null);

    public static EventStatus Of(AttemptResult result)
    {
        var reason = result.Failure is { } failure ? failure.Word() : result.StatusCode?.ToString(CultureInfo.InvariantCulture);
        return result.Succeeded
            ? new EventStatus(StatusLight.Success, $"Success ({reason})", result.StatusCode >= 300 ? "A redirect counts as delivered and is never followed." : null)
            : new EventStatus(StatusLight.Failed, $"Failed ({reason})", result.Failure?.Hint());
    }
}
