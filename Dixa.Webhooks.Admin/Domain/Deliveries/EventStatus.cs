using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The status color of an event type.</summary>
public enum StatusLight
{
    /// <summary>Gray.</summary>
    NotEmitted,

    /// <summary>Green.</summary>
    Success,

    /// <summary>Red.</summary>
    Failed,
}

/// <summary>A webhook's status for one event type, determined by the last attempt.</summary>
/// <param name="Light">The color.</param>
/// <param name="Text">The text in Dixa's terms, for example <c>Success (200)</c>, <c>Failed (timeout)</c>, <c>Not emitted yet</c>.</param>
/// <param name="Note">An additional explanation, or null.</param>
public sealed record EventStatus(StatusLight Light, string Text, string? Note)
{
    public static EventStatus NotEmitted { get; } = new(StatusLight.NotEmitted, "Not emitted yet", null);

    /// <summary>Only the status code or the failure, for example <c>200</c> or <c>timeout</c>; null before the first attempt.</summary>
    public string? Brief => Text.IndexOf('(', StringComparison.Ordinal) is var start and > 0 ? Text[(start + 1)..^1] : null;

    public static EventStatus Of(AttemptResult result)
    {
        var reason = result.Failure is { } failure ? failure.Word() : result.StatusCode?.ToString(CultureInfo.InvariantCulture);
        return result.Succeeded
            ? new EventStatus(StatusLight.Success, $"Success ({reason})", result.StatusCode >= 300 ? "A redirect counts as delivered and is never followed." : null)
            : new EventStatus(StatusLight.Failed, $"Failed ({reason})", result.Failure?.Hint());
    }
}
